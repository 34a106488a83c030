package io.mcc.engine.record;

import io.mcc.codec.Id;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes room while the log's records are loaded and are more than fit, because a limit was lowered
 * or the machine is smaller than the one they were taken on: others' records go, the farthest from
 * this node's id first, which others are to hold. Its own stay. Owned by the loop; of no use once
 * the node runs.
 */
final class LoadRoom {
  private final RecordIndex index;
  private final RecordStore store;
  private final Id ownId;
  private final RecordSummary farthest = new RecordSummary();
  private final UnsafeBuffer storeKey = new UnsafeBuffer(new byte[RecordStore.STORE_KEY_LENGTH]);

  /** Null as long as everything fits. */
  private FarthestRecords others;

  private int givenUpCount;
  private int ownLeftOutCount;

  LoadRoom(RecordIndex index, RecordStore store, Id ownId) {
    this.index = index;
    this.store = store;
    this.ownId = ownId;
  }

  /** Others' records that were given up. */
  int givenUpCount() {
    return givenUpCount;
  }

  /** This node's own records that don't fit although nothing else is left. */
  int ownLeftOutCount() {
    return ownLeftOutCount;
  }

  /**
   * Makes room for a record.
   *
   * @return false where there is none, for it is itself the farthest, or nothing is left to give up
   */
  boolean make(RecordSummary summary) {
    boolean own = summary.publisher.equals(ownId);
    while (!isRoom(summary, own)) {
      int slot = farthest();
      if (slot == RecordIndex.NONE || !own && others.isFarther(summary.key, slot)) {
        givenUpCount += own ? 0 : 1;
        ownLeftOutCount += own ? 1 : 0;
        return false;
      }
      drop(slot);
      givenUpCount++;
    }
    return true;
  }

  private boolean isRoom(RecordSummary summary, boolean own) {
    return index.hasRoom(summary, index.find(summary))
        && (own || index.quotas().hasPlace(summary.publisher));
  }

  /** Gives up some more where not all fitted, so that what is written next finds room at once. */
  void leaveSpareRoom() {
    while (givenUpCount > 0 && index.isNearlyFull() && farthest() != RecordIndex.NONE) {
      drop(farthest());
      givenUpCount++;
    }
  }

  private int farthest() {
    if (others == null) {
      others = new FarthestRecords(index, ownId);
      others.addAll();
    }
    return others.farthest();
  }

  private void drop(int slot) {
    index.read(slot, farthest).writeStoreKey(storeKey, 0);
    store.remove(storeKey, 0);
    forget(slot);
    index.remove(slot);
    index.quotas().release(farthest.publisher);
  }

  /** A record was loaded. */
  void onLoaded(int slot) {
    if (others != null) {
      others.remove(slot);
      others.add(slot);
    }
  }

  /** A record is about to be removed. */
  void forget(int slot) {
    if (others != null) {
      others.remove(slot);
    }
  }

  /** Everything has been loaded. */
  void end() {
    others = null;
  }
}
