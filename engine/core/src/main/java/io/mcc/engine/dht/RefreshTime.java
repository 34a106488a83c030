package io.mcc.engine.dht;

import io.mcc.engine.base.RandomSource;

/**
 * When the table is to be refreshed: a tenth later by chance, and later still, but once, while
 * several contacts fall silent. A refresh would mostly ask those. Owned by the loop.
 */
final class RefreshTime {
  /** How long a refresh is put off. */
  static final long LATE_NS = 150_000_000_000L;

  private static final int MILLI_NS = 1_000_000;

  private final RandomSource random;
  private long nextNs;
  private boolean isLate;

  RefreshTime(RandomSource random) {
    this.random = random;
  }

  /** Sets the next one. */
  void after(long intervalNs, long nowNs) {
    int jitterMs = random.nextInt((int) (intervalNs / 10 / MILLI_NS));
    nextNs = nowNs + intervalNs + (long) jitterMs * MILLI_NS;
    isLate = false;
  }

  /** When it is due. */
  long nextNs() {
    return nextNs;
  }

  /** Whether it is due, and not put off. */
  boolean isDue(Silence silence, long nowNs) {
    if (nextNs <= nowNs && !isLate && silence.isOfSeveral(nowNs)) {
      isLate = true;
      nextNs = nowNs + LATE_NS;
    }
    return nextNs <= nowNs;
  }
}
