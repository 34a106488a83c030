package io.mcc.sim;

/** The time of a swarm: moved by its run loop alone, read by all its parts. */
final class VirtualTime {
  private static final long NS_PER_MS = 1_000_000;

  private long nowNs;

  void advance(long nowNs) {
    this.nowNs = nowNs;
  }

  /** Time since the beginning of the run. */
  long nowNs() {
    return nowNs;
  }

  /** The right wall clock; a node's own may be wrong. */
  long epochMs() {
    return Swarm.EPOCH_START_MS + nowNs / NS_PER_MS;
  }
}
