package io.mcc.bench.load;

import io.mcc.codec.Id;

/** Ids that look random and repeat with the seed. Used by one thread. */
final class RandomIds {
  private final Id id = new Id();
  private long state;

  RandomIds(long seed) {
    state = seed;
  }

  /** The next id; the same object each time. */
  Id next() {
    return id.set(nextLong(), nextLong(), nextLong(), nextLong());
  }

  /** Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014). */
  long nextLong() {
    state += 0x9E37_79B9_7F4A_7C15L;
    long mixed = (state ^ state >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ mixed >>> 31;
  }
}
