package io.mcc.engine.loop.posix;

import io.mcc.codec.Endpoint;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A {@code msghdr} with one {@code iovec}, a name and a control message, as 64-bit Linux lays it
 * out (recvmsg(2), recvmmsg(2)). Owned by its {@link PacketSocket}.
 */
final class Message {
  /** Bytes of a header in an array of them: a {@code mmsghdr}. */
  static final int LENGTH = 64;

  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int VECTOR = 16;
  private static final int VECTOR_COUNT = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;

  /** Behind the header, in an array of them: how long the datagram was. */
  private static final int DATAGRAM_LENGTH = 56;

  private static final int BYTES = 0;
  private static final int BYTES_LENGTH = 8;
  private static final int VECTOR_LENGTH = 16;

  private final UnsafeBuffer memory;
  private final UnsafeBuffer vector = new UnsafeBuffer(ByteBuffer.allocateDirect(VECTOR_LENGTH));
  private final SocketName name = new SocketName();
  private final ControlMessage control = new ControlMessage();

  Message() {
    this(new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH)));
  }

  /**
   * @param memory where the header lies, {@link #LENGTH} bytes of direct memory
   */
  Message(UnsafeBuffer memory) {
    this.memory = memory;
    memory.setMemory(0, LENGTH, (byte) 0);
    memory.putLong(NAME, name.address());
    memory.putLong(VECTOR, vector.addressOffset());
    memory.putLong(VECTOR_COUNT, 1);
  }

  long address() {
    return memory.addressOffset();
  }

  /** Bytes of the datagram that came last, cut to the payload's memory. */
  int datagramLength() {
    return memory.getInt(DATAGRAM_LENGTH);
  }

  SocketName name() {
    return name;
  }

  ControlMessage control() {
    return control;
  }

  void payload(long address, int length) {
    vector.putLong(BYTES, address);
    vector.putLong(BYTES_LENGTH, length);
  }

  /** Makes room for what the operating system has changed in the message before. */
  void expect() {
    memory.putInt(NAME_LENGTH, SocketName.LENGTH_MAX);
    control.clear();
    withControl(ControlMessage.CAPACITY);
  }

  void target(Endpoint target, boolean ipv4) {
    memory.putInt(NAME_LENGTH, name.write(target, ipv4));
  }

  void withoutControl() {
    memory.putLong(CONTROL, 0);
    memory.putLong(CONTROL_LENGTH, 0);
  }

  void withControl(int length) {
    memory.putLong(CONTROL, control.memory().addressOffset());
    memory.putLong(CONTROL_LENGTH, length);
  }
}
