package io.mcc.engine.dht;

import io.mcc.codec.Id;

/**
 * Tells the keeper of records who came to and went from the neighbourhood: a bounded queue, which
 * after an overflow says {@link NeighbourChange#MANY} once instead. Owned by the loop.
 */
public final class NeighbourChanges {
  static final int CAPACITY = 64;

  private static final int CAPACITY_FIRST = 4;

  private Id[] ids = new Id[0];
  private boolean[] vanished = new boolean[0];
  private int first;
  private int count;
  private boolean overflown;
  private int epoch;
  private int returnCount;

  NeighbourChanges() {}

  /** Moves with every change; it wraps around. */
  public int epoch() {
    return epoch;
  }

  /** Moves whenever somebody is back who was silent for a while; it wraps around. */
  public int returnCount() {
    return returnCount;
  }

  /** Somebody is back, near or far. */
  void noteReturn() {
    returnCount++;
  }

  /**
   * Takes the oldest change.
   *
   * @param into is given the peer's id with {@link NeighbourChange#APPEARED} and {@link
   *     NeighbourChange#VANISHED}
   */
  public NeighbourChange poll(Id into) {
    if (overflown) {
      overflown = false;
      return NeighbourChange.MANY;
    }
    if (count == 0) {
      return NeighbourChange.NONE;
    }
    into.set(ids[first]);
    boolean wasVanished = vanished[first];
    first = (first + 1) % ids.length;
    count--;
    return wasVanished ? NeighbourChange.VANISHED : NeighbourChange.APPEARED;
  }

  void add(Id id, boolean isVanished) {
    epoch++;
    if (overflown) {
      return;
    }
    if (count == CAPACITY) {
      count = 0;
      overflown = true;
      return;
    }
    if (count == ids.length) {
      grow(Math.max(CAPACITY_FIRST, 2 * count));
    }
    int at = (first + count++) % ids.length;
    ids[at].set(id);
    vanished[at] = isVanished;
  }

  private void grow(int capacity) {
    Id[] newIds = new Id[capacity];
    boolean[] newVanished = new boolean[capacity];
    for (int i = 0; i < capacity; i++) {
      newIds[i] = i < count ? ids[(first + i) % count] : new Id();
      newVanished[i] = i < count && vanished[(first + i) % count];
    }
    ids = newIds;
    vanished = newVanished;
    first = 0;
  }
}
