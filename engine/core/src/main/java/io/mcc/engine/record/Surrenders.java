package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.codec.RecordKind;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;

/**
 * Records that this node holds though eight live nodes are closer: once all eight have said that
 * they hold one, it is dropped here. Bounded; what finds no place waits for the next round. Takes
 * note, too, that somebody else holds what was published here. Owned by the loop.
 */
final class Surrenders {
  private static final int CAPACITY = 64;

  private final RecordKeeper keeper;
  private final Counters counters;
  private final Id anyone = new Id();
  private Id[] keys = new Id[0];
  private RecordKind[] kinds = new RecordKind[0];
  private int[] heldCounts = new int[0];
  private int count;
  private int openCount;

  Surrenders(RecordKeeper keeper, Counters counters) {
    this.keeper = keeper;
    this.counters = counters;
  }

  /** Forgets what was said: a new round begins. */
  void clear() {
    count = 0;
    openCount = 0;
  }

  /** Whether a record is left that not all eight are known to hold. */
  boolean isAnyOpen() {
    return openCount > 0;
  }

  /** Watches a record that is about to be offered to all eight; false where there is no place. */
  boolean add(int slot) {
    openCount++;
    if (count == CAPACITY) {
      return false;
    }
    if (keys.length == 0) {
      kinds = new RecordKind[CAPACITY];
      heldCounts = new int[CAPACITY];
      keys = new Id[CAPACITY];
      for (int i = 0; i < CAPACITY; i++) {
        keys[i] = new Id();
      }
    }
    keeper.index().key(slot, keys[count]);
    kinds[count] = keeper.index().kind(slot);
    heldCounts[count] = 0;
    count++;
    return true;
  }

  /** One of the eight holds a record, in a state that is no lower than ours. */
  void onHeld(RecordKind kind, Id key) {
    int slot = keeper.index().find(kind, key, anyone);
    if (slot != RecordIndex.NONE) {
      keeper.index().own().unshared(slot, false);
    }
    for (int i = 0; i < count; i++) {
      if (kinds[i] == kind
          && keys[i].equals(key)
          && ++heldCounts[i] == HolderRequests.REPLICA_COUNT) {
        openCount--;
        drop(kind, key);
      }
    }
  }

  private void drop(RecordKind kind, Id key) {
    int slot = keeper.findLive(kind, key, anyone);
    if (slot != RecordIndex.NONE && !keeper.index().isOwn(slot) && keeper.drop(slot)) {
      counters.increment(EngineCounter.RECORDS_HANDED_OVER);
    }
  }
}
