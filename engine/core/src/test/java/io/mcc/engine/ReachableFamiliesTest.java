package io.mcc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.session.AddressFamilies;
import java.net.InetSocketAddress;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachableFamiliesTest {
  private static AddressFamilies families(String hosts, boolean hasIpv4Beyond) {
    return ListenFamilies.of(
        Stream.of(hosts.split(" ")).map(host -> new InetSocketAddress(host, 9_376)).toList(),
        hasIpv4Beyond);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true, false",
    "0.0.0.0, true, false",
    "203.0.113.1 10.0.0.1, true, false",
    "::1, false, true",
    "2001:db8::1, false, true",
    "'::', true, true",
    "0.0.0.0 '::', true, true",
    "203.0.113.1 2001:db8::1, true, true",
    "::ffff:203.0.113.1, true, false"
  })
  void shouldFollowWhatTheSocketsReach(String hosts, boolean hasIpv4, boolean hasIpv6) {
    assertThat(families(hosts.replace("'", ""), true))
        .isEqualTo(new AddressFamilies(hasIpv4, hasIpv6));
  }

  @Test
  void shouldPreferIpv6OnTheWildcardOfAMachineWithoutIpv4() {
    Contact both = new Contact();
    both.ipv4.set(Endpoint.parse("198.51.100.1:1"));
    both.ipv6.set(Endpoint.parse("[2001:db8::1]:1"));
    Contact ipv4Only = new Contact();
    ipv4Only.ipv4.set(both.ipv4);

    assertThat(families("::", true).dialled(both)).isEqualTo(both.ipv4);
    assertThat(families("::", false).dialled(both)).isEqualTo(both.ipv6);
    assertThat(families("::", false).dialled(ipv4Only)).isEqualTo(ipv4Only.ipv4);
    assertThat(families("203.0.113.1 2001:db8::1", false).dialled(both)).isEqualTo(both.ipv4);
  }
}
