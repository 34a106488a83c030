package io.mcc.engine.loop;

import static java.lang.invoke.MethodType.methodType;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.loop.posix.PacketSocket;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A socket by the calls of POSIX on a channel's descriptor: it knows to which of the machine's
 * addresses a datagram was sent, and answers from there. Owned by the loop: whoever closes the
 * channel waits for the loop first, because these calls can't hold the descriptor.
 */
final class PosixSocket implements UdpSocket {
  private static final MethodHandle DESCRIPTOR = descriptorOfChannel();

  private final DatagramChannel channel;
  private final PacketSocket packets;

  /**
   * @param received where datagrams go, from 0 on; direct memory
   * @param ipv4 whether the socket's family is IPv4
   */
  PosixSocket(DatagramChannel channel, UnsafeBuffer received, boolean ipv4) throws IOException {
    this.channel = channel;
    packets = new PacketSocket(descriptor(channel), ipv4, received);
  }

  /** The same field in the JDKs 17 to 25; null in one that lacks it, or isn't opened to us. */
  private static MethodHandle descriptorOfChannel() {
    try {
      Class<?> type = Class.forName("sun.nio.ch.DatagramChannelImpl");
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
          .findVirtual(type, "getFDVal", methodType(int.class))
          .asType(methodType(int.class, DatagramChannel.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  private static int descriptor(DatagramChannel channel) {
    try {
      return (int) DESCRIPTOR.invokeExact(channel);
    } catch (Throwable e) {
      throw new IllegalStateException("a channel has its descriptor", e);
    }
  }

  /** Whether this system and this JDK have what it takes. */
  static boolean isAvailable() {
    return DESCRIPTOR != null && PacketSocket.isAvailable();
  }

  @Override
  public int receive(Endpoint source) throws IOException {
    requireOpen();
    return packets.receive(source);
  }

  @Override
  public Endpoint local() {
    return packets.isLocalKnown() ? packets.local() : null;
  }

  /** Other addresses leave by the way that the kernel finds, which may not be the one they came. */
  @Override
  public int localInterface() {
    return packets.local().isLinkLocal() ? packets.interfaceIndex() : 0;
  }

  @Override
  public boolean send(Outbox outbox, int index, Endpoint from, int fromInterface)
      throws IOException {
    requireOpen();
    long address = outbox.buffer().addressOffset() + outbox.offset(index);
    return packets.send(address, outbox.length(index), outbox.target(index), from, fromInterface);
  }

  private void requireOpen() throws ClosedChannelException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
  }
}
