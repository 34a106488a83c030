package io.mcc.sim;

import java.util.concurrent.TimeUnit;

/**
 * How the virtual network treats datagrams. Each pair of nodes has a latency of its own between the
 * two bounds, the same in both directions; jitter comes on top, drawn for every datagram, so that
 * datagrams overtake each other. May be changed while a run goes on.
 */
public final class NetworkConditions {
  private long latencyMinNs = TimeUnit.MILLISECONDS.toNanos(5);
  private long latencyMaxNs = TimeUnit.MILLISECONDS.toNanos(50);
  private long jitterNs = TimeUnit.MILLISECONDS.toNanos(2);
  private int lossPerMillion;
  private int duplicatePerMillion;
  private int reorderPerMillion;
  private long reorderNs;
  private byte[] regions = new byte[0];
  private long[][] regionLatencyNs = new long[0][];

  /** Bounds of a pair's one-way latency. */
  public NetworkConditions latencyNs(long latencyMinNs, long latencyMaxNs) {
    this.latencyMinNs = latencyMinNs;
    this.latencyMaxNs = latencyMaxNs;
    return this;
  }

  /** What a datagram's latency varies by. */
  public NetworkConditions jitterNs(long jitterNs) {
    this.jitterNs = jitterNs;
    return this;
  }

  /** How many of a million datagrams are lost. */
  public NetworkConditions lossPerMillion(int lossPerMillion) {
    this.lossPerMillion = lossPerMillion;
    return this;
  }

  /** How many of a million datagrams arrive twice. */
  public NetworkConditions duplicatePerMillion(int duplicatePerMillion) {
    this.duplicatePerMillion = duplicatePerMillion;
    return this;
  }

  /** How many of a million datagrams are held up, and for how long at the most. */
  public NetworkConditions reorder(int reorderPerMillion, long reorderNs) {
    this.reorderPerMillion = reorderPerMillion;
    this.reorderNs = reorderNs;
    return this;
  }

  /**
   * Puts nodes into regions; instead of the bounds of latency, the distance of their regions
   * counts.
   *
   * @param regions the region of each node; who isn't in it is in region 0
   * @param latencyNs one way, from each region to each
   */
  public NetworkConditions regions(byte[] regions, long[][] latencyNs) {
    this.regions = regions.clone();
    this.regionLatencyNs = latencyNs.clone();
    return this;
  }

  boolean hasRegions() {
    return regionLatencyNs.length > 0;
  }

  long regionLatencyNs(int from, int to) {
    return regionLatencyNs[region(from)][region(to)];
  }

  private int region(int node) {
    return node >= 0 && node < regions.length ? regions[node] : 0;
  }

  int reorderPerMillion() {
    return reorderPerMillion;
  }

  long reorderNs() {
    return reorderNs;
  }

  long latencyMinNs() {
    return latencyMinNs;
  }

  long latencyRangeNs() {
    return latencyMaxNs - latencyMinNs;
  }

  long jitterNs() {
    return jitterNs;
  }

  int lossPerMillion() {
    return lossPerMillion;
  }

  int duplicatePerMillion() {
    return duplicatePerMillion;
  }
}
