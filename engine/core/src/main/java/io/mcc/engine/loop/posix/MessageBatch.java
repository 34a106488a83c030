package io.mcc.engine.loop.posix;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The datagrams that one call of {@code recvmmsg(2)} brought, handed out one after the other: under
 * load a call serves many. Owned by its {@link PacketSocket}.
 */
final class MessageBatch {
  static final int CAPACITY = 16;

  private final Message[] messages = new Message[CAPACITY];
  private final UnsafeBuffer headers =
      new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY * Message.LENGTH));
  private final UnsafeBuffer payloads;
  private final int payloadLength;
  private int count;
  private int next;

  /**
   * @param payloadLength bytes that a datagram is cut to
   */
  MessageBatch(int payloadLength) {
    this.payloadLength = payloadLength;
    payloads = new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY * payloadLength));
    for (int i = 0; i < CAPACITY; i++) {
      messages[i] = new Message(new UnsafeBuffer(headers, i * Message.LENGTH, Message.LENGTH));
      messages[i].payload(payloads.addressOffset() + (long) i * payloadLength, payloadLength);
      messages[i].expect();
    }
  }

  /** Where the headers lie, to be filled. */
  long address() {
    return headers.addressOffset();
  }

  /** So many came. */
  void filled(int count) {
    this.count = count;
    next = 0;
  }

  boolean isEmpty() {
    return next == count;
  }

  /** The next one, its bytes copied out; whoever takes it makes it ready for another. */
  Message take(UnsafeBuffer target) {
    Message message = messages[next];
    target.putBytes(0, payloads, next * payloadLength, message.datagramLength());
    next++;
    return message;
  }
}
