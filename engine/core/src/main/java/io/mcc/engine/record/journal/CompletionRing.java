package io.mcc.engine.record.journal;

import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TRAILER_LENGTH;

import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/**
 * The way back: ranges of tickets and their fate, from the journal's thread to the loop. Bounded;
 * where the loop doesn't keep up, neighbouring ranges of one fate are joined.
 */
final class CompletionRing implements MessageHandler {
  static final int COMMITTED = 1;
  static final int NO_SPACE = 2;
  static final int FAILED = 3;

  private static final int CAPACITY = 32 * 1024;
  private static final int RANGE_LENGTH = 2 * BitUtil.SIZE_OF_LONG;

  private final OneToOneRingBuffer ring =
      new OneToOneRingBuffer(
          new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY + TRAILER_LENGTH)));

  // Of the journal's thread: the range that is not in the ring yet.
  private int pendingFate;
  private long pendingFirst;
  private long pendingLast;

  // Of the loop.
  private CommitHandler handler;

  /** Whether {@link #add} would join or take a range of this fate. */
  boolean accepts(final int fate) {
    return pendingFate == 0 || pendingFate == fate || flush();
  }

  /** Adds the range behind all before; {@link #accepts} has said yes. */
  void add(final int fate, final long firstTicket, final long lastTicket) {
    if (pendingFate == 0) {
      pendingFate = fate;
      pendingFirst = firstTicket;
    }
    pendingLast = lastTicket;
    flush();
  }

  /** Puts what is pending into the ring; false where it is full. */
  boolean flush() {
    if (pendingFate == 0) {
      return true;
    }
    final int index = ring.tryClaim(pendingFate, RANGE_LENGTH);
    if (index < 0) {
      return false;
    }
    ring.buffer().putLong(index, pendingFirst);
    ring.buffer().putLong(index + BitUtil.SIZE_OF_LONG, pendingLast);
    ring.commit(index);
    pendingFate = 0;
    return true;
  }

  /** Hands over what has come, on the loop. */
  int poll(final CommitHandler commitHandler) {
    handler = commitHandler;
    return ring.read(this);
  }

  @Override
  public void onMessage(
      final int fate, final MutableDirectBuffer buffer, final int index, final int length) {
    final long first = buffer.getLong(index);
    final long last = buffer.getLong(index + BitUtil.SIZE_OF_LONG);
    switch (fate) {
      case COMMITTED -> handler.onCommitted(first, last);
      case NO_SPACE -> handler.onNoSpace(first, last);
      default -> handler.onFailed(first, last);
    }
  }
}
