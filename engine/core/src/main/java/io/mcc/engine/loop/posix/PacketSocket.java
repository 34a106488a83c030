package io.mcc.engine.loop.posix;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.mcc.codec.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A UDP socket that tells to which of the machine's addresses a datagram was sent, and sends from a
 * given one: {@code recvmmsg} and {@code sendmsg} with {@code IP_PKTINFO} (ip(7)) or {@code
 * IPV6_PKTINFO} (RFC 3542), which on a socket of both families serves IPv4 too. Allocates nothing
 * once it is made.
 *
 * <p>Owned by one thread. The descriptor belongs to whoever gave it, and has to outlive the calls.
 */
public final class PacketSocket {
  /** What {@link #receive} answers where no datagram waits. */
  public static final int NOTHING = -1;

  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int MSG_DONTWAIT = 0x40;

  private static final int SOL_IP = 0;
  private static final int IP_PKTINFO = 8;
  private static final int SOL_IPV6 = 41;
  private static final int IPV6_RECVPKTINFO = 49;
  private static final int IPV6_PKTINFO = 50;

  private static final int IPV4_INTERFACE_OFFSET = ControlMessage.DATA_OFFSET;
  private static final int IPV4_LOCAL_OFFSET = ControlMessage.DATA_OFFSET + 4;
  private static final int IPV4_INFO_LENGTH = 12;
  private static final int IPV6_ADDRESS_OFFSET = ControlMessage.DATA_OFFSET;
  private static final int IPV6_INTERFACE_OFFSET = ControlMessage.DATA_OFFSET + 16;
  private static final int IPV6_INFO_LENGTH = 20;

  private final int descriptor;
  private final boolean ipv4;
  private final UnsafeBuffer received;
  private final MessageBatch incoming;
  private final Message outgoing = new Message();
  private final Endpoint local = new Endpoint();
  private int interfaceIndex;
  private boolean isLocalKnown;

  /**
   * Asks the operating system to tell of each datagram where it was sent to.
   *
   * @param descriptor an open UDP socket
   * @param ipv4 whether its family is IPv4
   * @param received where datagrams go, from 0 on; direct memory
   * @throws IOException where it refuses
   */
  public PacketSocket(int descriptor, boolean ipv4, UnsafeBuffer received) throws IOException {
    this.descriptor = descriptor;
    this.ipv4 = ipv4;
    this.received = received;
    incoming = new MessageBatch(received.capacity());
    UnsafeBuffer on = new UnsafeBuffer(ByteBuffer.allocateDirect(Integer.BYTES));
    on.putInt(0, 1);
    int level = ipv4 ? SOL_IP : SOL_IPV6;
    int option = ipv4 ? IP_PKTINFO : IPV6_RECVPKTINFO;
    if (LibC.setsockopt(descriptor, level, option, on.addressOffset(), Integer.BYTES) != 0) {
      throw ErrnoException.of(LibC.errno());
    }
  }

  /** Whether this system has what it takes. */
  public static boolean isAvailable() {
    return LibC.AVAILABLE;
  }

  /**
   * Takes a datagram, and learns where it was sent to.
   *
   * @param source filled with the sender's address
   * @return its length in bytes, cut to the memory's; or {@link #NOTHING}
   */
  public int receive(Endpoint source) throws IOException {
    if (incoming.isEmpty() && !receiveBatch()) {
      return NOTHING;
    }
    Message message = incoming.take(received);
    int length = message.datagramLength();
    message.name().read(source);
    readLocal(message.control());
    message.expect();
    return length;
  }

  private boolean receiveBatch() throws IOException {
    int count =
        LibC.recvmmsg(descriptor, incoming.address(), MessageBatch.CAPACITY, MSG_DONTWAIT, 0);
    while (count < 0) {
      int errno = LibC.errno();
      if (errno == EAGAIN) {
        return false;
      }
      if (errno != EINTR) {
        throw ErrnoException.of(errno);
      }
      count = LibC.recvmmsg(descriptor, incoming.address(), MessageBatch.CAPACITY, MSG_DONTWAIT, 0);
    }
    incoming.filled(count);
    return count > 0;
  }

  private void readLocal(ControlMessage control) {
    UnsafeBuffer memory = control.memory();
    isLocalKnown = true;
    if (control.is(SOL_IP, IP_PKTINFO, IPV4_INFO_LENGTH)) {
      local.setIpv4(memory.getInt(IPV4_LOCAL_OFFSET, BIG_ENDIAN), 0);
      interfaceIndex = memory.getInt(IPV4_INTERFACE_OFFSET);
    } else if (control.is(SOL_IPV6, IPV6_PKTINFO, IPV6_INFO_LENGTH)) {
      local.set(
          memory.getLong(IPV6_ADDRESS_OFFSET, BIG_ENDIAN),
          memory.getLong(IPV6_ADDRESS_OFFSET + Long.BYTES, BIG_ENDIAN),
          0);
      interfaceIndex = memory.getInt(IPV6_INTERFACE_OFFSET);
    } else {
      isLocalKnown = false;
    }
  }

  /** Whether it is known where the last datagram was sent to. */
  public boolean isLocalKnown() {
    return isLocalKnown;
  }

  /** Where the last datagram was sent to, without a port; valid until the next one. */
  public Endpoint local() {
    return local;
  }

  /** The interface on which the last datagram came, as the operating system counts them. */
  public int interfaceIndex() {
    return interfaceIndex;
  }

  /**
   * Sends a datagram.
   *
   * @param address where its bytes lie
   * @param from the address to send from, or null: then the operating system chooses
   * @param fromInterface the interface to send by, or 0; needed where addresses mean nothing
   *     without one
   * @return false where the operating system's buffer is full
   */
  public boolean send(long address, int length, Endpoint target, Endpoint from, int fromInterface)
      throws IOException {
    outgoing.payload(address, length);
    outgoing.target(target, ipv4);
    writeLocal(from, fromInterface);
    long sent = LibC.sendmsg(descriptor, outgoing.address(), MSG_DONTWAIT);
    while (sent < 0) {
      int errno = LibC.errno();
      if (errno == EAGAIN) {
        return false;
      }
      if (errno != EINTR) {
        throw ErrnoException.of(errno);
      }
      sent = LibC.sendmsg(descriptor, outgoing.address(), MSG_DONTWAIT);
    }
    return sent == length;
  }

  private void writeLocal(Endpoint from, int fromInterface) {
    if (from == null) {
      outgoing.withoutControl();
      return;
    }
    ControlMessage control = outgoing.control();
    UnsafeBuffer memory = control.memory();
    if (ipv4) {
      outgoing.withControl(control.begin(SOL_IP, IP_PKTINFO, IPV4_INFO_LENGTH));
      memory.putInt(IPV4_INTERFACE_OFFSET, fromInterface);
      memory.putInt(IPV4_LOCAL_OFFSET, from.ipv4(), BIG_ENDIAN);
    } else {
      outgoing.withControl(control.begin(SOL_IPV6, IPV6_PKTINFO, IPV6_INFO_LENGTH));
      memory.putLong(IPV6_ADDRESS_OFFSET, from.high(), BIG_ENDIAN);
      memory.putLong(IPV6_ADDRESS_OFFSET + Long.BYTES, from.low(), BIG_ENDIAN);
      memory.putInt(IPV6_INTERFACE_OFFSET, fromInterface);
    }
  }
}
