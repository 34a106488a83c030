package io.mcc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;

/** Threat 25: one address has one spelling before a limit counts it. */
class EndpointTest {
  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[18]);

  @Property
  void shouldKnowAMappedAddressAsIpv4(@ForAll int address) {
    Endpoint ipv4 = new Endpoint().setIpv4(address, 9376);
    ipv4.write6(buffer, 0);
    Endpoint mapped = new Endpoint().read6(buffer, 0);
    assertThat(mapped).isEqualTo(ipv4).hasSameHashCodeAs(ipv4);
    assertThat(mapped.isIpv4()).isTrue();
    assertThat(mapped.prefix()).isEqualTo(ipv4.prefix());
    assertThat(mapped.isLocal()).isEqualTo(ipv4.isLocal());
    assertThat(mapped.text()).isEqualTo(ipv4.text());
  }

  @Property
  void shouldSurviveTheWireAndItsText(@ForAll long seed) {
    Random random = new Random(seed);
    Endpoint ipv4 = RandomValues.ipv4(random);
    ipv4.write4(buffer, 0);
    assertThat(new Endpoint().read4(buffer, 0)).isEqualTo(ipv4);
    assertThat(Endpoint.parse(ipv4.text())).isEqualTo(ipv4);
    Endpoint ipv6 = sparse(random);
    ipv6.write6(buffer, 0);
    assertThat(new Endpoint().read6(buffer, 0)).isEqualTo(ipv6);
    assertThat(Endpoint.parse(ipv6.text())).isEqualTo(ipv6);
  }

  /** An address with many zero groups, so that the text is compressed in every way. */
  private static Endpoint sparse(Random random) {
    long high = random.nextLong() & mask(random);
    long low = random.nextLong() & mask(random);
    return new Endpoint().set(high, low, 1 + random.nextInt(0xFFFF));
  }

  private static long mask(Random random) {
    long mask = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 16) {
      mask |= random.nextBoolean() ? 0xFFFFL << shift : 0;
    }
    return mask;
  }

  @Property
  void shouldReadAddressesAsTheJdkDoes(@ForAll long seed) throws UnknownHostException {
    Endpoint endpoint = sparse(new Random(seed));
    if (!endpoint.isIpv4()) {
      String text = endpoint.text();
      String address = text.substring(1, text.indexOf(']'));
      endpoint.write6(buffer, 0);
      byte[] expected = new byte[16];
      buffer.getBytes(0, expected);
      assertThat(InetAddress.getByName(address).getAddress()).isEqualTo(expected);
    }
  }

  @Example
  void shouldWriteIpv6AsRfc5952() {
    assertThat(Endpoint.parse("[::1]:5").text()).isEqualTo("[::1]:5");
    assertThat(Endpoint.parse("[::]:5").text()).isEqualTo("[::]:5");
    assertThat(Endpoint.parse("[2001:DB8:0:0:1:0:0:1]:5").text())
        .isEqualTo("[2001:db8::1:0:0:1]:5");
    assertThat(Endpoint.parse("[2001:db8:0:1:1:1:1:1]:5").text())
        .isEqualTo("[2001:db8:0:1:1:1:1:1]:5");
    assertThat(Endpoint.parse("[1::]:5").text()).isEqualTo("[1::]:5");
    assertThat(Endpoint.parse("[::ffff:1.2.3.4]:5").text()).isEqualTo("1.2.3.4:5");
    assertThat(Endpoint.parse("[64:ff9b::1.2.3.4]:5").text()).isEqualTo("[64:ff9b::102:304]:5");
  }

  @Example
  void shouldRefuseWhatIsNotAnAddressWithPort() {
    String[] malformed = {
      "",
      ":",
      "1.2.3.4",
      "1.2.3:5",
      "1.2.3.4.5:6",
      "1.2.3.256:5",
      "1.2.3.04:5",
      "1.2.3.4:65536",
      "1.2.3.4:",
      "1.2.3.4:-1",
      "1.2.3.4:+1",
      "host:5",
      "::1:5",
      "[::1]",
      "[::1:5",
      "[:::1]:5",
      "[1::2::3]:5",
      "[1:2:3:4:5:6:7]:5",
      "[1:2:3:4:5:6:7:8:9]:5",
      "[12345::]:5",
      "[fe80::1%eth0]:5",
      "[1:2:3:4:5:6:7:8::]:5",
      "[::g]:5",
      "[]:5",
      "[::1.2.3]:5",
      "[1.2.3.4::]:5",
      "1.2.3.\u0664:5"
    };
    for (String text : malformed) {
      assertThatThrownBy(() -> Endpoint.parse(text), "%s", text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Example
  void shouldKnowLoopbackPrivateAndLinkLocalByTheirFirstAndLastAddress() {
    for (String text : new String[] {"127.0.0.0:1", "127.255.255.255:1", "[::1]:1"}) {
      assertThat(Endpoint.parse(text).isLoopback()).as(text).isTrue();
    }
    String[] privates = {
      "10.0.0.0:1",
      "10.255.255.255:1",
      "172.16.0.0:1",
      "172.31.255.255:1",
      "192.168.0.0:1",
      "192.168.255.255:1",
      "100.64.0.0:1",
      "100.127.255.255:1",
      "169.254.0.0:1",
      "[fc00::]:1",
      "[fdff::1]:1",
      "[fe80::1]:1",
      "[febf::]:1"
    };
    for (String text : privates) {
      assertThat(Endpoint.parse(text).isPrivate()).as(text).isTrue();
      assertThat(Endpoint.parse(text).isLocal()).as(text).isTrue();
    }
    String[] publics = {
      "9.255.255.255:1",
      "11.0.0.0:1",
      "172.15.0.1:1",
      "172.32.0.0:1",
      "192.167.0.1:1",
      "192.169.0.0:1",
      "169.253.0.1:1",
      "100.63.255.255:1",
      "100.128.0.0:1",
      "128.0.0.0:1",
      "[fe00::]:1",
      "[fec0::]:1",
      "[::2]:1"
    };
    for (String text : publics) {
      assertThat(Endpoint.parse(text).isLocal()).as(text).isFalse();
    }
  }

  @Example
  void shouldTakePrefixesOf24And56Bits() {
    assertThat(prefix("1.2.3.4:5"))
        .isEqualTo(prefix("1.2.3.255:6"))
        .isNotEqualTo(prefix("1.2.4.4:5"));
    assertThat(prefix("[2001:db8:1:2ff::1]:5"))
        .isEqualTo(prefix("[2001:db8:1:200:1::]:5"))
        .isNotEqualTo(prefix("[2001:db8:1:300::1]:5"));
    assertThat(prefix("[0:ff:ff01:203::]:5")).isNotEqualTo(prefix("1.2.3.4:5"));
  }

  private static long prefix(String text) {
    return Endpoint.parse(text).prefix();
  }

  @Example
  void shouldOfferOnlyUnicastAddressesToContacts() {
    String[] refused = {
      "0.0.0.0:1",
      "0.1.2.3:1",
      "224.0.0.1:1",
      "255.255.255.255:1",
      "169.254.1.1:1",
      "1.2.3.4:0",
      "[::]:1",
      "[ff02::1]:1",
      "[fe80::1]:1",
      "[2001:db8::1]:0"
    };
    for (String text : refused) {
      assertThat(Endpoint.parse(text).isContactable()).as(text).isFalse();
    }
    for (String text : new String[] {"1.2.3.4:1", "127.0.0.1:1", "[::1]:1", "[fd00::1]:1"}) {
      assertThat(Endpoint.parse(text).isContactable()).as(text).isTrue();
    }
  }
}
