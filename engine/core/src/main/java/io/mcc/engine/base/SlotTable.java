package io.mcc.engine.base;

import io.mcc.codec.Id;

/**
 * An open-addressed table from hashes to slots of arrays that its owner holds; the owner compares
 * the keys, which are far from here, of those slots alone that have the whole hash:
 *
 * <pre>
 * for (int at = table.first(hash); table.slot(at) != NONE; at = table.next(at, hash)) …
 * </pre>
 *
 * <p>Empty until the first insertion; at most three quarters full: those that lie beside each other
 * are compared fast. Owned by the loop.
 */
public final class SlotTable {
  /** No slot. */
  public static final int NONE = -1;

  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int CAPACITY_MIN = 16;

  /** Too small for any slot, so that it is never written. */
  private static final long[] EMPTY = {0};

  /** The hash and, in the lower half, the slot + 1, by position; 0 where nothing is. */
  private long[] entries = EMPTY;

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

  /** Where the first slot of a hash lies, or nothing. */
  public int first(int hash) {
    return search(home(hash), hash);
  }

  /** Where the next slot of a hash lies, or nothing. */
  public int next(int position, int hash) {
    return search(after(position), hash);
  }

  private int search(int from, int hash) {
    int at = from;
    while (entries[at] != 0 && hash(at) != hash) {
      at = after(at);
    }
    return at;
  }

  private int home(int hash) {
    return hash & entries.length - 1;
  }

  private int after(int position) {
    return position + 1 & entries.length - 1;
  }

  private int hash(int position) {
    return (int) (entries[position] >>> Integer.SIZE);
  }

  /** The slot at a position, or {@link #NONE}: the search is over. */
  public int slot(int position) {
    return (int) entries[position] - 1;
  }

  /** Takes in a slot that isn't there. */
  public void insert(int hash, int slot) {
    if (4 * (count + 1) > 3 * entries.length) {
      grow();
    }
    place((long) hash << Integer.SIZE | slot + 1);
    count++;
  }

  /** Removes a slot that is there. */
  public void remove(int hash, int slot) {
    int hole = first(hash);
    while (slot(hole) != slot) {
      hole = next(hole, hash);
    }
    // What comes after the hole moves up, unless it already lies at or after its own place.
    for (int at = after(hole); entries[at] != 0; at = after(at)) {
      int distanceFromOwn = at - home(hash(at)) & entries.length - 1;
      int distanceFromHole = at - hole & entries.length - 1;
      if (distanceFromOwn >= distanceFromHole) {
        entries[hole] = entries[at];
        hole = at;
      }
    }
    entries[hole] = 0;
    count--;
  }

  private void grow() {
    long[] old = entries;
    entries = new long[Math.max(CAPACITY_MIN, 2 * old.length)];
    for (long entry : old) {
      if (entry != 0) {
        place(entry);
      }
    }
  }

  private void place(long entry) {
    int at = home((int) (entry >>> Integer.SIZE));
    while (entries[at] != 0) {
      at = after(at);
    }
    entries[at] = entry;
  }
}
