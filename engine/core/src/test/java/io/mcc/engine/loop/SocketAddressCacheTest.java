package io.mcc.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class SocketAddressCacheTest {
  @Test
  void shouldMakeTheAddressOfEachFamily() {
    SocketAddressCache cache = new SocketAddressCache(8);
    assertThat(cache.find(Endpoint.parse("1.2.3.4:5")))
        .isEqualTo(new InetSocketAddress("1.2.3.4", 5));
    assertThat(cache.find(Endpoint.parse("[2001:db8::1]:9376")))
        .isEqualTo(new InetSocketAddress("2001:db8::1", 9376));
  }

  @Test
  void shouldReadBackWhatItMade() {
    for (String text : new String[] {"1.2.3.4:5", "255.254.253.252:65535", "[2001:db8::1]:1"}) {
      Endpoint endpoint = new Endpoint();
      SocketAddressCache.toEndpoint(
          SocketAddressCache.toSocketAddress(Endpoint.parse(text)), endpoint);
      assertThat(endpoint.text()).isEqualTo(text);
    }
  }

  @Test
  void shouldHandOutTheSameObjectWhileItIsHeld() {
    SocketAddressCache cache = new SocketAddressCache(8);
    Endpoint endpoint = Endpoint.parse("1.2.3.4:5");
    InetSocketAddress address = cache.find(endpoint);
    endpoint.set(Endpoint.parse("9.9.9.9:9"));
    cache.find(endpoint);
    assertThat(cache.find(Endpoint.parse("1.2.3.4:5"))).isSameAs(address);
  }

  @Test
  void shouldAnswerRightWhenFarMoreAreUsedThanHeld() {
    SocketAddressCache cache = new SocketAddressCache(4);
    Endpoint endpoint = new Endpoint();
    for (int round = 0; round < 3; round++) {
      for (int i = 1; i < 1_000; i++) {
        endpoint.setIpv4(0x0100_0000 + i, i);
        InetSocketAddress address = cache.find(endpoint);
        assertThat(address.getPort()).isEqualTo(i);
        assertThat(address.getAddress().getAddress()[3]).isEqualTo((byte) i);
      }
    }
  }
}
