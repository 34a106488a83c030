package io.mcc.engine.record;

import io.mcc.engine.dht.NeighbourChanges;

/**
 * Whether peers have come back lately who were silent: they may have missed something, and hold
 * what others have missed, so that records are compared with them at once. Owned by the loop.
 */
final class Returns {
  /** How long a walk over the records waits at the most, so that few find the same to do. */
  static final long DELAY_MAX_NS = 2_000_000_000L;

  /** How long after a return whoever else comes is met with the same haste. */
  static final long HASTE_NS = 30_000_000_000L;

  private final NeighbourChanges changes;
  private int knownCount;
  private long hasteEndNs = Long.MIN_VALUE;

  Returns(NeighbourChanges changes) {
    this.changes = changes;
  }

  /** Whether somebody has come back since this was asked. */
  boolean poll(long nowNs) {
    if (knownCount == changes.returnCount()) {
      return false;
    }
    knownCount = changes.returnCount();
    hasteEndNs = nowNs + HASTE_NS;
    return true;
  }

  /** How long news of the neighbourhood may wait. */
  long delayMaxNs(long nowNs, long usualNs) {
    return nowNs < hasteEndNs ? DELAY_MAX_NS : usualNs;
  }
}
