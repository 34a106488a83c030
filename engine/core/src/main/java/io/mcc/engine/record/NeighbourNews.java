package io.mcc.engine.record;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.dht.NeighbourChange;
import io.mcc.engine.dht.NeighbourChanges;
import java.util.Arrays;

/**
 * Who came and went since the last walk over the records; more than a few count as everything.
 * Owned by the loop.
 */
final class NeighbourNews {
  private static final int CAPACITY = 16;

  private final Id[] appeared = new Id[CAPACITY];
  private final Id[] vanished = new Id[CAPACITY];
  private final Id id = new Id();
  private int appearedCount;
  private int vanishedCount;
  private boolean everything;

  boolean isEmpty() {
    return !everything && appearedCount + vanishedCount == 0;
  }

  /** Whether every record is to be offered to all who should hold it. */
  boolean isEverything() {
    return everything;
  }

  void everything() {
    everything = true;
  }

  void clear() {
    Arrays.fill(appeared, 0, appearedCount, null);
    Arrays.fill(vanished, 0, vanishedCount, null);
    appearedCount = 0;
    vanishedCount = 0;
    everything = false;
  }

  /** Takes over what another has gathered, which begins anew. */
  void take(NeighbourNews other) {
    clear();
    everything = other.everything;
    for (int i = 0; i < other.appearedCount; i++) {
      appearedCount = add(appeared, appearedCount, other.appeared[i]);
    }
    for (int i = 0; i < other.vanishedCount; i++) {
      vanishedCount = add(vanished, vanishedCount, other.vanished[i]);
    }
    other.clear();
  }

  /** Drains the table's queue; returns whether anything was in it. */
  boolean drain(NeighbourChanges changes) {
    boolean any = false;
    NeighbourChange change = changes.poll(id);
    while (change != NeighbourChange.NONE) {
      any = true;
      switch (change) {
        case APPEARED -> appearedCount = add(appeared, appearedCount, id);
        case VANISHED -> vanishedCount = add(vanished, vanishedCount, id);
        default -> everything = true;
      }
      change = changes.poll(id);
    }
    return any;
  }

  private int add(Id[] ids, int count, Id id) {
    if (count == CAPACITY) {
      everything = true;
      return count;
    }
    ids[count] = id.copy();
    return count + 1;
  }

  /** Whether a node is new. */
  boolean isNew(Id node) {
    for (int i = 0; i < appearedCount; i++) {
      if (appeared[i].equals(node)) {
        return true;
      }
    }
    return false;
  }

  /** How many of those that vanished were closer to a key than its farthest holder now. */
  int lostHolderCount(Id key, Contact farthest) {
    int lost = 0;
    for (int i = 0; i < vanishedCount; i++) {
      lost += Id.compareDistance(key, vanished[i], farthest.id) < 0 ? 1 : 0;
    }
    return lost;
  }
}
