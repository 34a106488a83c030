package io.mcc.engine.dht;

import io.mcc.codec.Id;

/**
 * Tells the keeper of records who came to and went from the neighbourhood: a bounded queue, which
 * after an overflow says {@link NeighbourChange#MANY} once instead. Owned by the loop.
 */
public final class NeighbourChanges {
  static final int CAPACITY = 64;

  private Id[] ids = new Id[0];
  private boolean[] vanished = new boolean[0];
  private int first;
  private int count;
  private boolean overflown;
  private int epoch;

  NeighbourChanges() {}

  /** Moves with every change; it wraps around. */
  public int epoch() {
    return epoch;
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
    first = (first + 1) % CAPACITY;
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
    open();
    int at = (first + count++) % CAPACITY;
    ids[at].set(id);
    vanished[at] = isVanished;
  }

  private void open() {
    if (ids.length == 0) {
      ids = new Id[CAPACITY];
      vanished = new boolean[CAPACITY];
      for (int i = 0; i < CAPACITY; i++) {
        ids[i] = new Id();
      }
    }
  }
}
