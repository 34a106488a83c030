package io.mcc.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.loop.posix.ErrnoException;
import io.mcc.engine.loop.posix.PacketSocket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls of POSIX beside the JDK's own, where both can be asked. */
class PosixSocketTest {
  private static final int LENGTH = 100;
  private static final int EBADF = 9;
  private static final int EINVAL = 22;

  /** Where the machine has no way to anywhere. */
  private static final int ENETUNREACH = 101;

  private final ByteBuffer received = ByteBuffer.allocateDirect(2_000);
  private final Outbox outbox = new Outbox(1);
  private final Endpoint source = new Endpoint();

  @BeforeEach
  void requirePosix() {
    assumeTrue(PosixSocket.isAvailable(), "PosixSocketTest needs 64-bit Linux");
  }

  @Test
  void shouldRefuseInTheWordsOfTheJdk() throws IOException {
    for (String target : List.of("198.51.100.1:9", "255.255.255.255:9", "224.0.0.1:9")) {
      try (DatagramChannel channel = open("127.0.0.1")) {
        IOException byJdk = refusal(socket(channel, SocketAccess.NIO), target);
        IOException byPosix = refusal(socket(channel, SocketAccess.POSIX), target);
        assertThat(text(byPosix)).as(target).isEqualTo(text(byJdk));
      }
    }
  }

  private static String text(IOException refusal) {
    return refusal == null ? "sent" : refusal.getMessage();
  }

  private IOException refusal(UdpSocket socket, String target) {
    fill(Endpoint.parse(target));
    try {
      socket.send(outbox, 0, null, 0);
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  @Test
  void shouldRefuseAnAddressThatIsNotThisMachines() throws IOException {
    try (DatagramChannel channel = open("0.0.0.0")) {
      UdpSocket socket = socket(channel, SocketAccess.POSIX);
      fill(endpoint(channel));
      ErrnoException refusal =
          catchThrowableOfType(
              ErrnoException.class,
              () -> socket.send(outbox, 0, Endpoint.parse("198.51.100.7:1"), 0));
      assertThat(refusal.errno()).isIn(EINVAL, ENETUNREACH);
    }
  }

  @Test
  void shouldSayWhatIsWrongWithADescriptor() {
    assertThatThrownBy(() -> new PacketSocket(-1, true, new UnsafeBuffer(received)))
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(EBADF))
        .hasMessage("Bad file descriptor");
  }

  @Test
  void shouldAllocateNothing() throws IOException {
    try (DatagramChannel channel = open("0.0.0.0")) {
      UdpSocket socket = socket(channel, SocketAccess.POSIX);
      Endpoint own = endpoint(channel);
      Endpoint unreachable = Endpoint.parse("255.255.255.255:9");
      long leastBytes = Long.MAX_VALUE;
      for (int round = 0; round < 5; round++) {
        long before = allocatedBytes();
        for (int i = 0; i < 1_000; i++) {
          exchange(socket, own, unreachable);
        }
        leastBytes = Math.min(leastBytes, allocatedBytes() - before);
      }
      assertThat(leastBytes).as("by a thousand of each").isLessThan(8_000);
    }
  }

  /** A datagram out and in, from a given address, and one that is refused. */
  private void exchange(UdpSocket socket, Endpoint own, Endpoint unreachable) throws IOException {
    fill(own);
    assertSent(socket.send(outbox, 0, own, 0));
    int length = socket.receive(source);
    while (length == UdpSocket.NOTHING) {
      length = socket.receive(source);
    }
    assertSent(length == LENGTH && socket.local().ipv4() == own.ipv4());
    fill(unreachable);
    try {
      socket.send(outbox, 0, null, 0);
    } catch (IOException e) {
      assertSent(e instanceof ErrnoException);
    }
  }

  /** Without the objects that an assertion makes. */
  private static void assertSent(boolean holds) {
    if (!holds) {
      throw new AssertionError("a datagram got lost on the way to ourselves");
    }
  }

  private void fill(Endpoint target) {
    outbox.clear();
    outbox.claim();
    outbox.commit(LENGTH, target, 0);
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static DatagramChannel open(String host) throws IOException {
    return ListenSockets.open(new InetSocketAddress(host, 0), 1 << 16);
  }

  private static Endpoint endpoint(DatagramChannel channel) throws IOException {
    int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    return Endpoint.parse("127.0.0.1:" + port);
  }

  private UdpSocket socket(DatagramChannel channel, SocketAccess access) throws IOException {
    return access.socket(channel, received, new SocketAddressCache(16), true);
  }
}
