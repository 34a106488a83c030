package io.mcc.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The same for every way to the operating system. */
@Timeout(30)
@ParameterizedClass
@EnumSource(SocketAccess.class)
class DatagramPortTest {
  private static final InetSocketAddress IPV4 = new InetSocketAddress("127.0.0.1", 0);
  private static final InetSocketAddress IPV6 = new InetSocketAddress("::1", 0);

  @Parameter SocketAccess access;

  private final Counters counters = new Counters();
  private final Outbox outbox = new Outbox(64);
  private final Endpoint source = new Endpoint();

  @Test
  void shouldCarryDatagramsOfEachFamily() throws IOException {
    try (DatagramPort sender = port(List.of(IPV4, IPV6));
        DatagramPort receiver = port(List.of(IPV4, IPV6))) {
      for (int i = 0; i < 2; i++) {
        send(sender, endpoint(receiver, i), 100 + i, (byte) i);
        assertThat(receive(receiver)).isEqualTo(100 + i);
        assertThat(receiver.buffer().getByte(99)).isEqualTo((byte) i);
        assertThat(source).isEqualTo(endpoint(sender, i));
      }
      assertThat(counters.value(EngineCounter.DATAGRAMS_SENT)).isEqualTo(2);
      assertThat(counters.value(EngineCounter.BYTES_RECEIVED)).isEqualTo(201);
    }
  }

  @Test
  void shouldTellSendersApart() throws IOException {
    try (DatagramPort one = port(List.of(IPV4));
        DatagramPort two = port(List.of(IPV4));
        DatagramPort receiver = port(List.of(IPV4))) {
      for (int i = 0; i < 6; i++) {
        DatagramPort sender = i % 3 == 0 ? one : two;
        send(sender, endpoint(receiver, 0), 10, (byte) i);
        assertThat(receive(receiver)).isEqualTo(10);
        assertThat(source).isEqualTo(endpoint(sender, 0));
      }
    }
  }

  @Test
  void shouldServeBothFamiliesOnTheIpv6Wildcard() throws IOException {
    int port = freePort();
    List<InetSocketAddress> wildcards =
        List.of(new InetSocketAddress("0.0.0.0", port), new InetSocketAddress("::", port));
    try (DatagramPort receiver = port(wildcards);
        DatagramPort sender = port(List.of(IPV4, IPV6))) {
      for (String host : new String[] {"127.0.0.1", "[::1]"}) {
        send(sender, Endpoint.parse(host + ":" + port), 40, (byte) 1);
        assertThat(receive(receiver)).isEqualTo(40);
        send(receiver, new Endpoint().set(source), 41, (byte) 2);
        assertThat(receive(sender)).isEqualTo(41);
        assertThat(source.port()).isEqualTo(port);
      }
    }
  }

  /** Loopback stands for a machine with several addresses: all of 127.0.0.0/8 is this one. */
  @Test
  void shouldAnswerFromTheAddressThatWasAsked() throws IOException {
    for (String wildcard : new String[] {"0.0.0.0", "::"}) {
      try (DatagramPort receiver = port(List.of(new InetSocketAddress(wildcard, 0)));
          DatagramPort sender = port(List.of(IPV4))) {
        int port = receiver.localAddresses().get(0).getPort();
        for (String host : asked()) {
          assertThat(answerOf(receiver, sender, Endpoint.parse(host + ":" + port)))
              .hasToString(host + ":" + port);
        }
      }
    }
  }

  /** Where the kernel tells no address there is a socket for each that the machine has. */
  private List<String> asked() {
    return access == SocketAccess.POSIX
        ? List.of("127.0.0.2", "127.0.0.1", "127.0.0.3", "127.0.0.2")
        : List.of("127.0.0.1");
  }

  @Test
  void shouldAnswerFromEachOfSeveralAddressesListenedOn() throws IOException {
    List<InetSocketAddress> addresses =
        List.of(new InetSocketAddress("127.0.0.2", 0), new InetSocketAddress("127.0.0.3", 0), IPV6);
    try (DatagramPort receiver = port(addresses);
        DatagramPort sender = port(List.of(IPV4, IPV6))) {
      for (int i : new int[] {0, 1, 2, 0}) {
        assertThat(answerOf(receiver, sender, endpoint(receiver, i)))
            .isEqualTo(endpoint(receiver, i));
      }
    }
  }

  private Endpoint answerOf(DatagramPort receiver, DatagramPort sender, Endpoint asked)
      throws IOException {
    send(sender, asked, 40, (byte) 1);
    assertThat(receive(receiver)).isEqualTo(40);
    send(receiver, new Endpoint().set(source), 41, (byte) 2, receiver.localAddress());
    assertThat(receive(sender)).isEqualTo(41);
    return new Endpoint().set(source);
  }

  @Test
  void shouldLeaveTheChoiceToTheKernelWhereTheAddressIsOfNoUse() throws IOException {
    try (DatagramPort port = port(List.of(IPV4, IPV6));
        DatagramPort receiver = port(List.of(IPV4, IPV6))) {
      for (int number : new int[] {0, 1, 2, 3, 63, 64, -1}) {
        send(port, endpoint(receiver, 1), 30, (byte) 0, number);
        assertThat(receive(receiver)).isEqualTo(30);
        assertThat(source).isEqualTo(endpoint(port, 1));
      }
    }
  }

  @Test
  void shouldBeginFromTheAddressThatTheKernelWouldTake() throws IOException {
    List<InetSocketAddress> addresses =
        List.of(new InetSocketAddress("127.0.0.2", 0), new InetSocketAddress("127.0.0.1", 0));
    try (DatagramPort port = port(addresses);
        DatagramPort receiver = port(List.of(IPV4))) {
      send(port, endpoint(receiver, 0), 20, (byte) 0);
      assertThat(receive(receiver)).isEqualTo(20);
      assertThat(source).isEqualTo(endpoint(port, 1));
    }
  }

  @Test
  void shouldBindNothingBesideAWildcardThatCoversIt() throws IOException {
    int port = freePort();
    for (String wildcard : new String[] {"0.0.0.0", "::"}) {
      List<InetSocketAddress> addresses =
          List.of(new InetSocketAddress("127.0.0.1", port), new InetSocketAddress(wildcard, port));
      try (DatagramPort covered = port(addresses)) {
        assertThat(covered.localAddresses()).containsExactly(addresses.get(1));
        assertThatThrownBy(() -> port(List.of(addresses.get(0)))).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void shouldGoOnAfterAnUnreachablePort() throws IOException {
    int closedPort = freePort();
    try (DatagramPort port = port(List.of(IPV4))) {
      for (int i = 0; i < 10; i++) {
        send(port, new Endpoint().setIpv4(0x7F00_0001, closedPort), 50, (byte) 0);
        port.receive(source);
      }
      send(port, endpoint(port, 0), 60, (byte) 0);
      assertThat(receive(port)).isEqualTo(60);
    }
  }

  @Test
  void shouldCountWhatTheOperatingSystemRefusesToSend() throws IOException {
    try (DatagramPort port = port(List.of(IPV4))) {
      send(port, Endpoint.parse("198.51.100.1:9"), 50, (byte) 0);
      send(port, Endpoint.parse("[2001:db8::1]:9"), 50, (byte) 0);
      assertThat(counters.value(EngineCounter.SEND_ERRORS)).isEqualTo(1);
      assertThat(counters.value(EngineCounter.SENDS_WITHOUT_SOCKET)).isEqualTo(1);
      assertThat(counters.value(EngineCounter.DATAGRAMS_SENT)).isZero();
      assertThat(outbox.count()).isZero();
    }
  }

  @Test
  void shouldHandOnNoByteOfADatagramThatIsTooLong() throws IOException {
    try (DatagramPort port = port(List.of(IPV4));
        DatagramSocket sender = new DatagramSocket()) {
      sender.send(
          new DatagramPacket(
              new byte[Datagram.LENGTH_MAX + 1],
              Datagram.LENGTH_MAX + 1,
              port.localAddresses().get(0)));
      assertThat(receive(port)).isZero();
      assertThat(counters.value(EngineCounter.DATAGRAMS_TOO_LONG)).isEqualTo(1);
    }
  }

  @Test
  void shouldNameTheAddressThatIsTaken() throws IOException {
    try (DatagramPort port = port(List.of(IPV4))) {
      InetSocketAddress taken = port.localAddresses().get(0);
      assertThatThrownBy(() -> port(List.of(IPV6, taken)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getPort());
    }
  }

  @Test
  void shouldKeepABurstThatComesBetweenTwoTurns() throws IOException {
    try (DatagramPort port = port(List.of(IPV4))) {
      for (int i = 0; i < 1_000; i++) {
        send(port, endpoint(port, 0), 100, (byte) i);
      }
      int count = 0;
      while (count < 1_000 && receive(port) == 100) {
        count++;
      }
      assertThat(count).isEqualTo(1_000);
    }
  }

  @Test
  void shouldEndTheWaitOnADatagramAndOnAWakeUp() throws Exception {
    long longNs = TimeUnit.MINUTES.toNanos(10);
    try (DatagramPort port = port(List.of(IPV4));
        DatagramPort sender = port(List.of(IPV4))) {
      send(sender, endpoint(port, 0), 10, (byte) 0);
      port.await(longNs);
      assertThat(port.receive(source)).isEqualTo(10);

      port.wakeUp();
      port.await(longNs);

      Thread waker = new Thread(port::wakeUp);
      waker.start();
      port.await(longNs);
      waker.join();
      assertThat(port.receive(source)).isEqualTo(DatagramPort.NOTHING);
    }
  }

  @Test
  void shouldGoOnAfterAnInterrupt() throws IOException {
    try (DatagramPort port = port(List.of(IPV4))) {
      Thread.currentThread().interrupt();
      port.await(TimeUnit.MINUTES.toNanos(10));
      send(port, endpoint(port, 0), 10, (byte) 0);
      assertThat(receive(port)).isEqualTo(10);
      assertThat(Thread.interrupted()).isTrue();
      send(port, endpoint(port, 0), 11, (byte) 0);
      assertThat(receive(port)).isEqualTo(11);
    }
  }

  @Test
  void shouldEndTheWaitWhenItIsClosed() throws Exception {
    DatagramPort port = port(List.of(IPV4));
    Thread closer = new Thread(port::close);
    closer.start();
    try {
      port.await(TimeUnit.MINUTES.toNanos(10));
    } catch (ClosedSelectorException e) {
      // It was closed before the wait began.
    }
    closer.join();
    // The descriptor's number may belong to somebody else by now.
    assertThat(port.receive(source)).isEqualTo(DatagramPort.NOTHING);
    send(port, Endpoint.parse("127.0.0.1:9"), 10, (byte) 0);
    assertThat(counters.value(EngineCounter.RECEIVE_ERRORS)).isEqualTo(1);
    assertThat(counters.value(EngineCounter.SEND_ERRORS)).isEqualTo(1);
  }

  private DatagramPort port(List<InetSocketAddress> listenAddresses) throws IOException {
    return new DatagramPort(listenAddresses, counters, isWildcard -> access);
  }

  private void send(DatagramPort port, Endpoint target, int length, byte fill) {
    send(port, target, length, fill, 0);
  }

  private void send(DatagramPort port, Endpoint target, int length, byte fill, int localAddress) {
    int offset = outbox.claim();
    outbox.buffer().setMemory(offset, length, fill);
    outbox.commit(length, target, localAddress);
    port.flush(outbox);
  }

  private int receive(DatagramPort port) {
    int length = port.receive(source);
    while (length == DatagramPort.NOTHING) {
      port.await(TimeUnit.SECONDS.toNanos(1));
      length = port.receive(source);
    }
    return length;
  }

  private static Endpoint endpoint(DatagramPort port, int index) {
    Endpoint endpoint = new Endpoint();
    SocketAddressCache.toEndpoint(port.localAddresses().get(index), endpoint);
    return endpoint;
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(IPV4)) {
      return socket.getLocalPort();
    }
  }
}
