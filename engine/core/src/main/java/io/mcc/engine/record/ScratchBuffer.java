package io.mcc.engine.record;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Direct memory for bytes that are needed for a moment: it grows to what was asked for, so that a
 * node that never sees a long record never pays for one. Owned by the loop.
 */
final class ScratchBuffer {
  private static final int LENGTH_MIN = 512;

  private UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

  /** At least {@code length} bytes; what lay in them before is undefined. */
  UnsafeBuffer ensure(int length) {
    if (buffer.capacity() < length) {
      int capacity = Math.max(LENGTH_MIN, Integer.highestOneBit(length - 1) << 1);
      buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity));
    }
    return buffer;
  }

  /** What {@link #ensure} gave last. */
  UnsafeBuffer buffer() {
    return buffer;
  }
}
