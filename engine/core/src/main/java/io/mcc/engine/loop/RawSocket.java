package io.mcc.engine.loop;

import static java.lang.invoke.MethodType.methodType;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.loop.posix.SocketName;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A socket by the two native methods behind a channel's public ones (the same in the JDKs 17 to
 * 25). The operating system's form of an address is read and written where it lies, so that nothing
 * is allocated whoever sends, and the channel's locks, which the loop doesn't need, are left out.
 *
 * <p>Owned by the loop: whoever closes the channel waits for the loop first, because these calls
 * can't hold the descriptor. Linux only, for the layout of an address; elsewhere, and where a JDK
 * lacks the methods, {@link NioSocket} serves.
 */
final class RawSocket implements UdpSocket {
  /** What the native methods answer where a signal came in between; sun.nio.ch.IOStatus. */
  private static final int INTERRUPTED = -3;

  private static final MethodHandle RECEIVE;
  private static final MethodHandle SEND;
  private static final MethodHandle DESCRIPTOR;

  static {
    MethodHandle receive = null;
    MethodHandle send = null;
    MethodHandle descriptor = null;
    try {
      Class<?> type = Class.forName("sun.nio.ch.DatagramChannelImpl");
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      descriptor =
          lookup
              .findGetter(type, "fd", FileDescriptor.class)
              .asType(methodType(FileDescriptor.class, DatagramChannel.class));
      receive =
          lookup.findStatic(
              type,
              "receive0",
              methodType(
                  int.class,
                  FileDescriptor.class,
                  long.class,
                  int.class,
                  long.class,
                  boolean.class));
      send =
          lookup.findStatic(
              type,
              "send0",
              methodType(
                  int.class, FileDescriptor.class, long.class, int.class, long.class, int.class));
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another JDK, or not opened to us: isAvailable says so.
    }
    RECEIVE = receive;
    SEND = send;
    DESCRIPTOR = descriptor;
  }

  private final SocketName source = new SocketName();
  private final SocketName target = new SocketName();
  private final DatagramChannel channel;
  private final UnsafeBuffer received;
  private final boolean ipv4;
  private final FileDescriptor descriptor;

  /**
   * @param received where datagrams go, from 0 on; direct memory
   * @param ipv4 whether the socket's family is IPv4
   */
  RawSocket(DatagramChannel channel, UnsafeBuffer received, boolean ipv4) {
    this.channel = channel;
    this.received = received;
    this.ipv4 = ipv4;
    try {
      descriptor = (FileDescriptor) DESCRIPTOR.invokeExact(channel);
    } catch (Throwable e) {
      throw new IllegalStateException("a channel has its descriptor", e);
    }
  }

  /** Whether this system and this JDK have what it takes. */
  static boolean isAvailable() {
    return RECEIVE != null && SEND != null && System.getProperty("os.name").equals("Linux");
  }

  @Override
  public int receive(Endpoint into) throws IOException {
    int length;
    do {
      length = receiveOnce();
    } while (length == INTERRUPTED);
    if (length < 0) {
      return NOTHING;
    }
    source.read(into);
    return length;
  }

  private int receiveOnce() throws IOException {
    requireOpen();
    try {
      return (int)
          RECEIVE.invokeExact(
              descriptor, received.addressOffset(), received.capacity(), source.address(), false);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("receive0 throws an IOException only", e);
    }
  }

  @Override
  public boolean send(Outbox outbox, int index, Endpoint from, int fromInterface)
      throws IOException {
    int targetLength = target.write(outbox.target(index), ipv4);
    long address = outbox.buffer().addressOffset() + outbox.offset(index);
    int length = outbox.length(index);
    int sentLength;
    do {
      sentLength = sendOnce(address, length, targetLength);
    } while (sentLength == INTERRUPTED);
    return sentLength == length;
  }

  private int sendOnce(long address, int length, int targetLength) throws IOException {
    requireOpen();
    try {
      return (int) SEND.invokeExact(descriptor, address, length, target.address(), targetLength);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("send0 throws an IOException only", e);
    }
  }

  private void requireOpen() throws ClosedChannelException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
  }
}
