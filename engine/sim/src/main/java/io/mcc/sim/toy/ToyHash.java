package io.mcc.sim.toy;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A 128-bit hash of words and bytes, well mixed and easily broken: the root of everything in this
 * package. Reused by its one owner: {@link #start}, absorb, squeeze.
 */
public final class ToyHash {
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
  private static final long ODD = 0xD1B5_4A32_D192_ED03L;

  private static final int BLOCK_LENGTH = 32;

  private long a;
  private long b;

  /** Forgets what was absorbed. */
  public ToyHash start(long seed) {
    a = seed ^ GOLDEN;
    b = mix(seed + ODD);
    return this;
  }

  /** Absorbs eight bytes. */
  public ToyHash word(long word) {
    a = (a ^ word) * GOLDEN;
    a ^= a >>> 29;
    b = Long.rotateLeft(b + a, 23) * ODD;
    return this;
  }

  /** Absorbs bytes and how many they are. */
  public ToyHash bytes(DirectBuffer buffer, int offset, int length) {
    int end = offset + length;
    int position = offset;
    if (length >= BLOCK_LENGTH) {
      position = blocks(buffer, offset, length);
    }
    for (; position + Long.BYTES <= end; position += Long.BYTES) {
      word(buffer.getLong(position, LITTLE_ENDIAN));
    }
    long rest = 0;
    for (int shift = 0; position < end; position++, shift += Byte.SIZE) {
      rest |= (buffer.getByte(position) & 0xFFL) << shift;
    }
    return word(rest).word(length);
  }

  /** Absorbs whole blocks in four lanes, which the processor works on at once. */
  private int blocks(DirectBuffer buffer, int offset, int length) {
    long lane0 = a;
    long lane1 = b;
    long lane2 = a + ODD;
    long lane3 = b + ODD;
    int end = offset + (length & -BLOCK_LENGTH);
    for (int position = offset; position < end; position += BLOCK_LENGTH) {
      lane0 = stir(lane0 ^ buffer.getLong(position, LITTLE_ENDIAN));
      lane1 = stir(lane1 ^ buffer.getLong(position + 8, LITTLE_ENDIAN));
      lane2 = stir(lane2 ^ buffer.getLong(position + 16, LITTLE_ENDIAN));
      lane3 = stir(lane3 ^ buffer.getLong(position + 24, LITTLE_ENDIAN));
    }
    word(lane0).word(lane1).word(lane2).word(lane3);
    return end;
  }

  private static long stir(long lane) {
    long product = lane * GOLDEN;
    return product ^ product >>> 32;
  }

  /** A word of the hash; every index gives another. */
  public long squeeze(int index) {
    return mix(a + mix(b + index * GOLDEN));
  }

  /** Writes the first {@code length} bytes of the hash, as many as one likes. */
  public void squeeze(MutableDirectBuffer target, int offset, int length) {
    int position = 0;
    for (; position + Long.BYTES <= length; position += Long.BYTES) {
      target.putLong(offset + position, squeeze(position >>> 3), LITTLE_ENDIAN);
    }
    long rest = position < length ? squeeze(position >>> 3) : 0;
    for (; position < length; position++, rest >>>= Byte.SIZE) {
      target.putByte(offset + position, (byte) rest);
    }
  }

  /** A bijection that moves every bit (the end of SplitMix64). */
  public static long mix(long word) {
    word = (word ^ word >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    word = (word ^ word >>> 27) * 0x94D0_49BB_1331_11EBL;
    return word ^ word >>> 31;
  }
}
