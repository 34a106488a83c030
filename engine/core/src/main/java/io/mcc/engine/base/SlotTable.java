package io.mcc.engine.base;

import io.mcc.codec.Id;

/**
 * An open-addressed table from hashes to slots of arrays that its owner holds; the owner compares
 * the keys:
 *
 * <pre>
 * for (int at = table.first(hash); table.slot(at) != NONE; at = table.next(at)) …
 * </pre>
 *
 * <p>Empty until the first insertion; at most half full. Owned by the loop.
 */
public final class SlotTable {
  /** No slot. */
  public static final int NONE = -1;

  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int CAPACITY_MIN = 16;

  /** Too small for any slot, so that it is never written. */
  private static final int[] EMPTY = {0};

  /** Slot + 1 by position; 0 where nothing is. */
  private int[] slots = EMPTY;

  private int[] hashes = EMPTY;
  private int count;

  /**
   * The hash of an id.
   *
   * @param seed random, so that nobody outside can aim at one place of the table
   */
  public static int hash(Id id, long seed) {
    long mixed = (id.word(0) ^ seed) * MIX;
    mixed = ((mixed ^ mixed >>> Integer.SIZE) + id.word(1)) * MIX;
    return (int) (mixed >>> Integer.SIZE);
  }

  /** Where the search for a hash begins. */
  public int first(int hash) {
    return hash & slots.length - 1;
  }

  /** Where the search goes on. */
  public int next(int position) {
    return position + 1 & slots.length - 1;
  }

  /** The slot at a position, or {@link #NONE}: the search is over. */
  public int slot(int position) {
    return slots[position] - 1;
  }

  /** Takes in a slot that isn't there. */
  public void insert(int hash, int slot) {
    if (2 * (count + 1) > slots.length) {
      grow();
    }
    place(hash, slot + 1);
    count++;
  }

  /** Removes a slot that is there. */
  public void remove(int hash, int slot) {
    int hole = first(hash);
    while (slots[hole] != slot + 1) {
      hole = next(hole);
    }
    // What comes after the hole moves up, unless it already lies at or after its own place.
    for (int at = next(hole); slots[at] != 0; at = next(at)) {
      int distanceFromOwn = at - first(hashes[at]) & slots.length - 1;
      int distanceFromHole = at - hole & slots.length - 1;
      if (distanceFromOwn >= distanceFromHole) {
        slots[hole] = slots[at];
        hashes[hole] = hashes[at];
        hole = at;
      }
    }
    slots[hole] = 0;
    count--;
  }

  private void grow() {
    int[] oldSlots = slots;
    int[] oldHashes = hashes;
    int capacity = Math.max(CAPACITY_MIN, 2 * oldSlots.length);
    slots = new int[capacity];
    hashes = new int[capacity];
    for (int at = 0; at < oldSlots.length; at++) {
      if (oldSlots[at] != 0) {
        place(oldHashes[at], oldSlots[at]);
      }
    }
  }

  private void place(int hash, int slotPlusOne) {
    int at = first(hash);
    while (slots[at] != 0) {
      at = next(at);
    }
    slots[at] = slotPlusOne;
    hashes[at] = hash;
  }
}
