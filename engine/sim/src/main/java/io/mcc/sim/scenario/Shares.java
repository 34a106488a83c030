package io.mcc.sim.scenario;

import io.mcc.sim.SeededRandom;
import java.util.List;

/** Parts of a whole, in millionths. Pure. */
public final class Shares {
  /** The whole. */
  public static final int WHOLE = 1_000_000;

  private Shares() {}

  /** Draws one of several parts, by their size; the last one takes what is missing. */
  static int draw(List<Integer> perMillion, SeededRandom random) {
    int drawn = random.nextInt(WHOLE);
    for (int i = 0; i < perMillion.size() - 1; i++) {
      drawn -= perMillion.get(i);
      if (drawn < 0) {
        return i;
      }
    }
    return perMillion.size() - 1;
  }

  /** An exponentially distributed time; the same on every machine. */
  static long exponentialNs(double meanNs, SeededRandom random) {
    double uniform = ((random.nextLong() >>> 11) + 1) * 0x1p-53;
    return Math.max(1, (long) Math.min(Long.MAX_VALUE >> 2, -StrictMath.log(uniform) * meanNs));
  }
}
