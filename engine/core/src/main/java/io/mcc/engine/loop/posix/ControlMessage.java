package io.mcc.engine.loop.posix;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One {@code cmsghdr} with room for what is said of a datagram's local address, as 64-bit Linux
 * lays it out: length u64, level i32, type i32, data. Owned by its {@link Message}.
 */
final class ControlMessage {
  static final int DATA_OFFSET = 16;

  /** Enough for the longest that is asked for, with the padding behind it. */
  static final int CAPACITY = 64;

  private static final int LEVEL_OFFSET = 8;
  private static final int TYPE_OFFSET = 12;

  private final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY));

  /** Where it lies, header and data. */
  UnsafeBuffer memory() {
    return memory;
  }

  /** Leaves nothing of the message before: whoever fills it may fill in nothing. */
  void clear() {
    memory.putLong(0, 0);
  }

  /** Whether it is of this kind, and whole. */
  boolean is(int level, int type, int dataLength) {
    return memory.getLong(0) == DATA_OFFSET + dataLength
        && memory.getInt(LEVEL_OFFSET) == level
        && memory.getInt(TYPE_OFFSET) == type;
  }

  /**
   * Writes the header; the data is the caller's.
   *
   * @return bytes that it takes with the padding behind it
   */
  int begin(int level, int type, int dataLength) {
    memory.putLong(0, DATA_OFFSET + dataLength);
    memory.putInt(LEVEL_OFFSET, level);
    memory.putInt(TYPE_OFFSET, type);
    return DATA_OFFSET + (dataLength + Long.BYTES - 1 & -Long.BYTES);
  }
}
