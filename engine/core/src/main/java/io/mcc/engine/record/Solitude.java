package io.mcc.engine.record;

import io.mcc.engine.base.Time;
import io.mcc.engine.dht.RoutingTable;

/**
 * Whether somebody else may know more about this node's own records than it does itself. A node
 * that was told of no bootnode and remembers nobody is its own majority as long as nobody comes.
 * Owned by the loop.
 */
final class Solitude {
  /** Who was known before has answered by then, if it is there. */
  static final long PATIENCE_NS = 5_000_000_000L;

  /** Holders offer all they have once an hour, within two minutes of a change around them. */
  static final long OFFERS_NS = 3_720_000_000_000L;

  private final Time time;
  private final RoutingTable table;
  private boolean expectsPeers;
  private long startNs;

  /**
   * @param expectsPeers whether bootnodes are configured
   */
  Solitude(Time time, RoutingTable table, boolean expectsPeers) {
    this.time = time;
    this.table = table;
    this.expectsPeers = expectsPeers;
  }

  /** A contact of an earlier life is known. */
  void onKnownContact() {
    expectsPeers = true;
  }

  /** The clocks run. */
  void start() {
    startNs = time.nowNs();
  }

  boolean hasPeers() {
    return table.count() > 0;
  }

  /** Whether there is nobody who could know better. */
  boolean isOwnMajority() {
    return !expectsPeers && !hasPeers();
  }

  /** Whether nobody is there, though whoever was known has had the time to answer. */
  boolean isAlone() {
    return !hasPeers() && (!expectsPeers || time.nowNs() - startNs >= PATIENCE_NS);
  }

  /** Whether peers have yet to offer what this node may have lost since it wrote it. */
  boolean isYoung() {
    return time.nowNs() - startNs < OFFERS_NS;
  }
}
