package io.mcc.sim;

import io.mcc.engine.base.RandomSource;
import io.mcc.sim.toy.ToyHash;
import org.agrona.MutableDirectBuffer;

/** Random draws that follow from a seed (xoshiro256**, seeded by SplitMix64): no secrets. */
public final class SeededRandom implements RandomSource {
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private long s0;
  private long s1;
  private long s2;
  private long s3;

  public SeededRandom(long seed) {
    s0 = ToyHash.mix(seed + GOLDEN);
    s1 = ToyHash.mix(seed + 2 * GOLDEN);
    s2 = ToyHash.mix(seed + 3 * GOLDEN);
    s3 = ToyHash.mix(seed + 4 * GOLDEN);
  }

  /** A generator of its own for each stream of one seed. */
  public static SeededRandom of(long seed, long stream) {
    return new SeededRandom(ToyHash.mix(seed) ^ ToyHash.mix(~stream));
  }

  @Override
  public long nextLong() {
    long result = Long.rotateLeft(s1 * 5, 7) * 9;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /** Uniform but for a bias below 2^-32. */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound " + bound);
    }
    return (int) ((nextLong() >>> 32) * bound >>> 32);
  }

  /** A uniform time of 0 to {@code boundNs - 1}; 0 where the bound is 0. */
  public long nextNs(long boundNs) {
    return boundNs == 0 ? 0 : Math.floorMod(nextLong(), boundNs);
  }

  /** True in about {@code perMillion} of a million draws; draws nothing where it is 0. */
  public boolean nextChance(int perMillion) {
    return perMillion > 0 && nextInt(1_000_000) < perMillion;
  }

  @Override
  public void nextBytes(MutableDirectBuffer target, int offset, int length) {
    long word = 0;
    for (int i = 0; i < length; i++) {
      if ((i & 7) == 0) {
        word = nextLong();
      }
      target.putByte(offset + i, (byte) word);
      word >>>= Byte.SIZE;
    }
  }
}
