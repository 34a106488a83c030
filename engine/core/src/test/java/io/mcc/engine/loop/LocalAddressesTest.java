package io.mcc.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Outbox;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalAddressesTest {
  private static final Endpoint IPV4 = Endpoint.parse("203.0.113.1:9376");
  private static final Endpoint IPV6 = Endpoint.parse("[2001:db8::1]:9376");

  private final ToldSocket told = new ToldSocket();
  private final BoundSocket wildcard = new BoundSocket(null, told, address("::"));
  private long nowNs = 1_000;
  private final LocalAddresses locals = new LocalAddresses(() -> nowNs);

  /** A socket that tells what it is told. */
  private static final class ToldSocket implements UdpSocket {
    Endpoint local;
    int localInterface;

    @Override
    public int receive(Endpoint source) {
      return NOTHING;
    }

    @Override
    public Endpoint local() {
      return local;
    }

    @Override
    public int localInterface() {
      return localInterface;
    }

    @Override
    public boolean send(Outbox outbox, int index, Endpoint from, int fromInterface) {
      return true;
    }
  }

  private static InetSocketAddress address(String host) {
    return new InetSocketAddress(host, 9376);
  }

  private int numberOf(int address) {
    told.local = new Endpoint().setIpv4(address, 0);
    return locals.numberOf(wildcard);
  }

  @Test
  void shouldKnowAnAddressByItsNumberForGood() {
    Set<Integer> numbers = new HashSet<>();
    for (int address = 1; address < LocalAddresses.CAPACITY; address++) {
      numbers.add(numberOf(address));
    }
    assertThat(numbers).hasSize(LocalAddresses.CAPACITY - 1).doesNotContain(LocalAddresses.NONE);
    for (int address = 1; address < LocalAddresses.CAPACITY; address++) {
      int number = numberOf(address);
      assertThat(locals.address(number).ipv4()).isEqualTo(address);
      assertThat(numbers.remove(number)).isTrue();
    }
  }

  @Test
  void shouldLeaveToTheKernelWhatFindsNoRoom() {
    for (int address = 1; address < LocalAddresses.CAPACITY; address++) {
      numberOf(address);
    }
    assertThat(numberOf(1_000)).isEqualTo(LocalAddresses.NONE);
    assertThat(locals.fits(LocalAddresses.NONE, IPV4)).isFalse();
  }

  /** An address a day, as IPv6 makes them for privacy. */
  @Test
  void shouldForgetAddressesThatNobodyRemembers() {
    numberOf(7);
    for (int address = 1_000; address < 1_200; address++) {
      assertThat(numberOf(address)).isNotEqualTo(LocalAddresses.NONE);
      nowNs += TimeUnit.MINUTES.toNanos(10);
      assertThat(locals.address(numberOf(7)).ipv4()).isEqualTo(7);
      nowNs += TimeUnit.MINUTES.toNanos(10);
    }
  }

  @Test
  void shouldNotForgetASocketThatHasOneAddress() {
    BoundSocket own = new BoundSocket(null, new ToldSocket(), address("203.0.113.9"));
    locals.pin(own);
    int number = locals.numberOf(own);
    for (int address = 1; address < 200; address++) {
      nowNs += TimeUnit.HOURS.toNanos(1);
      numberOf(address);
    }
    assertThat(locals.numberOf(own)).isEqualTo(number);
    assertThat(locals.socket(number)).isSameAs(own.socket());
  }

  @Test
  void shouldServeTheFamilyOfTheAddressOnly() {
    int ipv4 = numberOf(1);
    told.local = Endpoint.parse("[fd77::1]:0");
    int ipv6 = locals.numberOf(wildcard);
    assertThat(locals.fits(ipv4, IPV4)).isTrue();
    assertThat(locals.fits(ipv4, IPV6)).isFalse();
    assertThat(locals.fits(ipv6, IPV6)).isTrue();
    assertThat(locals.fits(ipv6, IPV4)).isFalse();
  }

  @Test
  void shouldTellAddressesApartThatMeanSomethingOnOneLinkOnly() {
    told.local = Endpoint.parse("[fe80::1]:0");
    told.localInterface = 2;
    int first = locals.numberOf(wildcard);
    told.localInterface = 3;
    int second = locals.numberOf(wildcard);
    assertThat(second).isNotEqualTo(first);
    assertThat(locals.localInterface(first)).isEqualTo(2);
    assertThat(locals.localInterface(second)).isEqualTo(3);
  }

  @Test
  void shouldGiveNoNumberWhereTheSocketCannotTell() {
    assertThat(locals.numberOf(wildcard)).isEqualTo(LocalAddresses.NONE);
  }
}
