package io.mcc.engine.node;

import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineGauge;
import io.mcc.engine.dht.Dht;
import io.mcc.engine.record.Records;

/** Says how the node stands, by gauges, and tells when its store changes. Owned by the loop. */
final class Standing {
  private final boolean expectsPeers;
  private final Dht dht;
  private final Records records;
  private final Limits limits;
  private final Counters counters;
  private final Events events;
  private boolean wasWritable = true;

  Standing(NodeConfiguration configuration, Dht dht, Records records, NodePorts ports, Events to) {
    expectsPeers = configuration.expectsPeers();
    this.dht = dht;
    this.records = records;
    limits = configuration.limits();
    counters = ports.counters();
    events = to;
  }

  /** Whether the node is part of the network now, or has nobody to join. */
  private boolean isInNetwork() {
    return !expectsPeers || dht.maintenance().joined() && !dht.company().isAlone();
  }

  /** To be called after whatever may have changed it, but not after every datagram. */
  void report() {
    counters.set(EngineGauge.JOINED, isInNetwork() ? 1 : 0);
    counters.set(EngineGauge.ALONE, dht.company().isAlone() ? 1 : 0);
    limits.used(Limit.CONTACTS, dht.table().count());
    boolean isWritable = records.keeper().isWritable();
    counters.set(EngineGauge.STORE_WRITABLE, isWritable ? 1 : 0);
    if (isWritable != wasWritable) {
      wasWritable = isWritable;
      events.of(EventKind.NODE).nodeWritable(isWritable);
    }
  }
}
