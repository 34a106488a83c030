package io.mcc.engine.crypto.sodium;

import io.mcc.engine.base.RandomSource;
import java.util.Objects;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The operating system's random numbers by libsodium. Drawn in blocks, since a draw is a system
 * call; a byte given out is wiped from the block. Owned by one thread.
 */
public final class SodiumRandom implements RandomSource {
  private static final int BLOCK_LENGTH = 1024;

  private final UnsafeBuffer block = NativeMemory.allocate(BLOCK_LENGTH);
  private final long blockAddress = NativeMemory.address(block, 0, BLOCK_LENGTH);
  private int usedLength = BLOCK_LENGTH;

  /**
   * @param sodium the loaded library
   */
  public SodiumRandom(Sodium sodium) {
    Objects.requireNonNull(sodium);
  }

  @Override
  public long nextLong() {
    int offset = take(Long.BYTES);
    long drawn = block.getLong(offset);
    block.putLong(offset, 0);
    return drawn;
  }

  /** Draws again rather than prefer small numbers, so every number is equally likely. */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound=" + bound);
    }
    int drawn;
    int remainder;
    do {
      drawn = (int) (nextLong() >>> 33);
      remainder = drawn % bound;
    } while (drawn - remainder + (bound - 1) < 0);
    return remainder;
  }

  @Override
  public void nextBytes(MutableDirectBuffer target, int offset, int length) {
    target.boundsCheck(offset, length);
    int doneLength = 0;
    while (doneLength < length) {
      int partLength = Math.min(length - doneLength, BLOCK_LENGTH);
      int blockOffset = take(partLength);
      target.putBytes(offset + doneLength, block, blockOffset, partLength);
      block.setMemory(blockOffset, partLength, (byte) 0);
      doneLength += partLength;
    }
  }

  /** The offset of that many fresh bytes of the block. */
  private int take(int length) {
    if (length > BLOCK_LENGTH - usedLength) {
      SodiumFunctions.randombytes_buf(blockAddress, BLOCK_LENGTH);
      usedLength = 0;
    }
    int offset = usedLength;
    usedLength += length;
    return offset;
  }
}
