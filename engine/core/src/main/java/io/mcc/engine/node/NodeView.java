package io.mcc.engine.node;

import io.mcc.codec.Contact;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.dht.Dht;
import io.mcc.engine.dht.LookupState;
import io.mcc.engine.session.RequestOwner;
import io.mcc.engine.session.RequestTable;

/**
 * What can be seen of a node between two inputs, for whoever watches over its promises: the
 * simulator. Asks directly, since a command would become part of the run, and changes nothing.
 * Allocates nothing. Used by the owner of the node.
 */
public final class NodeView {
  /** What {@link #stuckLookup} answers where there is none. */
  public static final int NONE = -1;

  private final Limits limits;
  private final Counters counters;
  private final Dht dht;
  private final RequestTable requests;

  NodeView(Limits limits, Counters counters, Dht dht, RequestTable requests) {
    this.limits = limits;
    this.counters = counters;
    this.dht = dht;
    this.requests = requests;
  }

  /** A limit that isn't kept, or null. */
  public Limit exceededLimit() {
    return limits.exceeded();
  }

  /** Whether no read has been forgotten yet for want of memory. */
  public boolean remembersAllReads() {
    return limits.used(Limit.READ_MEMORY) < limits.value(Limit.READ_MEMORY);
  }

  /**
   * Requests that were sent and have neither ended, by reply or by silence, nor are under way: 0
   * where the node is sound.
   */
  public long unaccountedRequestCount() {
    return counters.value(EngineCounter.REQUESTS_SENT)
        - counters.value(EngineCounter.REQUESTS_ANSWERED)
        - counters.value(EngineCounter.REQUESTS_SILENT)
        - requests.count();
  }

  /** How long the oldest request under way has been; 0 where there is none. */
  public long oldestRequestAgeNs(long nowNs) {
    long sentNs = requests.oldestSentNs();
    return sentNs == Timers.NEVER ? 0 : nowNs - sentNs;
  }

  /** A lookup that runs and waits for nobody's answer, or {@link #NONE}. */
  public int stuckLookup() {
    for (int slot = 0; slot < dht.lookups().slotCount(); slot++) {
      if (dht.lookups().lookup(slot).state() == LookupState.RUNNING
          && !requests.isAwaitedBy(RequestOwner.LOOKUP, slot)) {
        return slot;
      }
    }
    return NONE;
  }

  /** Whether the node takes itself for a client, which strangers don't reach. */
  public boolean isClient() {
    return dht.watch().isClient();
  }

  /** Slots of the routing table that may be in use: a walk goes from 0 to here. */
  public int contactSlotCount() {
    return dht.contactSlotCount();
  }

  /** Moves whenever a contact is written into a slot of the routing table; it wraps around. */
  public int contactWriteCount() {
    return dht.contactWriteCount();
  }

  /** The slot that a contact was written into last; negative where none was. */
  public int writtenContactSlot() {
    return dht.writtenContactSlot();
  }

  /**
   * Copies the contact that a slot of the routing table holds.
   *
   * @return false where it holds none
   */
  public boolean contact(int slot, Contact into) {
    return dht.contact(slot, into);
  }
}
