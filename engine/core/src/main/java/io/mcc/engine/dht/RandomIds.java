package io.mcc.engine.dht;

import io.mcc.codec.Id;
import io.mcc.engine.base.RandomSource;

/** Draws ids of a bucket's range. */
final class RandomIds {
  private RandomIds() {}

  /** An id that has exactly so many leading bits in common with another, and is else random. */
  static void withPrefixOf(Id id, int prefixLength, RandomSource random, Id into) {
    into.set(
        word(id, 0, prefixLength, random),
        word(id, 1, prefixLength, random),
        word(id, 2, prefixLength, random),
        word(id, 3, prefixLength, random));
  }

  private static long word(Id id, int index, int prefixLength, RandomSource random) {
    int kept = Math.max(0, Math.min(Long.SIZE, prefixLength - index * Long.SIZE));
    if (kept == Long.SIZE) {
      return id.word(index);
    }
    long randomMask = -1L >>> kept;
    long word = id.word(index) & ~randomMask | random.nextLong() & randomMask;
    boolean isWordOfDifference = prefixLength / Long.SIZE == index;
    long bit = Long.MIN_VALUE >>> kept;
    return isWordOfDifference ? word & ~bit | ~id.word(index) & bit : word;
  }
}
