package io.mcc.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcc.codec.Endpoint;
import io.mcc.engine.Engine;
import io.mcc.engine.EngineContext;
import io.mcc.http.client.MccClient;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which families a node dials that listens on wildcards, over the sockets of this machine. */
class ListenFamiliesTest {
  private static final long PATIENCE_NS = 20_000_000_000L;
  private static final long POLL_NS = 20_000_000L;

  @TempDir Path folder;

  @Test
  void shouldDialIpv4FromTheIpv6Wildcard() {
    assumeTrue(hasIpv6(), "no IPv6 on this machine");
    meet(List.of(address("127.0.0.1", 0)), "127.0.0.1", List.of(address("::", 0)));
  }

  @Test
  void shouldDialIpv4FromBothWildcardsOfOnePort() throws IOException {
    assumeTrue(hasIpv6(), "no IPv6 on this machine");
    int port = freePort();
    List<InetSocketAddress> both = List.of(address("0.0.0.0", port), address("::", port));
    meet(List.of(address("127.0.0.1", 0)), "127.0.0.1", both);
  }

  @Test
  void shouldTakeWhoComesByIpv4ToTheIpv6WildcardAsContact() {
    assumeTrue(hasIpv6(), "no IPv6 on this machine");
    meet(List.of(address("::", 0)), "127.0.0.1", List.of(address("127.0.0.1", 0)));
  }

  @Test
  void shouldDialIpv6FromTheIpv6Wildcard() {
    assumeTrue(hasIpv6(), "no IPv6 on this machine");
    meet(List.of(address("::1", 0)), "[::1]", List.of(address("::", 0)));
  }

  /** A second node boots from the first: in the end each has the other in its table. */
  private void meet(
      List<InetSocketAddress> first, String dialledHost, List<InetSocketAddress> second) {
    try (Engine alice = Engine.launch(context("alice", first));
        Engine bob =
            Engine.launch(
                context("bob", second).bootAddresses(List.of(dialledHost + ":" + port(alice))));
        MccClient aliceClient = new EmbeddedClient(alice);
        MccClient bobClient = new EmbeddedClient(bob)) {
      awaitPeer(bobClient);
      awaitPeer(aliceClient);
      assertThat(bobClient.readiness().ready()).isTrue();
    }
  }

  private static int port(Engine engine) {
    return Endpoint.parse(engine.listenAddresses().get(0)).port();
  }

  private EngineContext context(String name, List<InetSocketAddress> listen) {
    return new EngineContext().dataFolder(folder.resolve(name)).label(name).listenAddresses(listen);
  }

  private static void awaitPeer(MccClient client) {
    long deadlineNs = System.nanoTime() + PATIENCE_NS;
    while (client.peers(10, null).entries().isEmpty()) {
      assertThat(System.nanoTime()).as("knows a peer in time").isLessThan(deadlineNs);
      LockSupport.parkNanos(POLL_NS);
    }
  }

  private static InetSocketAddress address(String host, int port) {
    return new InetSocketAddress(host, port);
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(address("127.0.0.1", 0))) {
      return socket.getLocalPort();
    }
  }

  private static boolean hasIpv6() {
    try (DatagramSocket socket = new DatagramSocket(address("::1", 0))) {
      return socket.isBound();
    } catch (SocketException e) {
      return false;
    }
  }
}
