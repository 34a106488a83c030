package io.mcc.sim.scenario;

/**
 * How the network comes to be, before anything else happens. Immutable.
 *
 * @param joinNs within which all nodes start, one after the other
 * @param settleNs how long their tables then settle
 * @param idleNs how long the network is then left alone, while its background traffic is counted
 */
public record Building(long joinNs, long settleNs, long idleNs) {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long JOIN_MAX_NS = 300 * SECOND_NS;
  private static final long SETTLE_NS = 180 * SECOND_NS;
  private static final long IDLE_NS = 300 * SECOND_NS;

  /** What fits a number of nodes: ten join a second, more where that would take over 5 minutes. */
  public static Building of(int nodeCount) {
    return new Building(Math.min(JOIN_MAX_NS, nodeCount * (SECOND_NS / 10)), SETTLE_NS, IDLE_NS);
  }

  Building withNodeCount(int nodeCount) {
    return new Building(of(nodeCount).joinNs, settleNs, idleNs);
  }

  long totalNs() {
    return joinNs + settleNs + idleNs;
  }
}
