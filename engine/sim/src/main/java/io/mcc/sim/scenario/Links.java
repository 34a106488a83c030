package io.mcc.sim.scenario;

import io.mcc.sim.NetworkConditions;

/**
 * What the network does to datagrams, from the first one on. Immutable.
 *
 * @param latencyMinNs each pair of nodes has a one-way latency of its own between these two bounds
 * @param jitterNs what comes on top, drawn for each datagram
 * @param reorderPerMillion how many of a million datagrams are held up so that others overtake them
 * @param reorderNs how long they are held up at the most
 * @param regions where nodes are, and how far from each other; null without regions
 */
public record Links(
    long latencyMinNs,
    long latencyMaxNs,
    long jitterNs,
    int lossPerMillion,
    int duplicatePerMillion,
    int reorderPerMillion,
    long reorderNs,
    Regions regions) {
  private static final long MS = 1_000_000;

  /** 5 to 50 ms, 2 ms of jitter, no faults. */
  public static final Links DEFAULT = new Links(5 * MS, 50 * MS, 2 * MS, 0, 0, 0, 100 * MS, null);

  void applyTo(NetworkConditions conditions) {
    conditions
        .latencyNs(latencyMinNs, latencyMaxNs)
        .jitterNs(jitterNs)
        .lossPerMillion(lossPerMillion)
        .duplicatePerMillion(duplicatePerMillion)
        .reorder(reorderPerMillion, reorderNs);
  }
}
