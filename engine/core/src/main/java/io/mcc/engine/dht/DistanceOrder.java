package io.mcc.engine.dht;

import io.mcc.codec.Id;
import java.util.Arrays;

/**
 * The entries of a shortlist in the order of their distance to the target, the closest first; an
 * entry keeps its index. A flat array that grows when told to. Owned by the loop; a part of {@link
 * Shortlist}.
 */
final class DistanceOrder {
  private final ContactArray contacts;
  private final Id target = new Id();
  private int[] entries = new int[0];
  private int count;

  DistanceOrder(ContactArray contacts) {
    this.contacts = contacts;
  }

  void begin(Id target) {
    this.target.set(target);
    count = 0;
  }

  void grow(int capacity) {
    entries = Arrays.copyOf(entries, capacity);
  }

  int count() {
    return count;
  }

  /** The entry at this position. */
  int entry(int position) {
    return entries[position];
  }

  /** The entry of a peer, or {@link Shortlist#NONE}. */
  int find(Id id) {
    int position = position(id);
    return position < count && contacts.holds(entries[position], id)
        ? entries[position]
        : Shortlist.NONE;
  }

  /** Where a peer is, or where it would come to be. */
  int position(Id id) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (contacts.compareDistance(target, entries[middle], id) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Adds the next entry at the end; {@link #move} puts it where it belongs. Returns its rank. */
  int append() {
    entries[count] = count;
    return count++;
  }

  /**
   * Moves an entry that becomes another peer's.
   *
   * @param rank where it is
   * @param position where that peer belongs, as long as the entry is there
   * @return the entry
   */
  int move(int rank, int position) {
    int entry = entries[rank];
    System.arraycopy(entries, rank + 1, entries, rank, count - 1 - rank);
    int to = rank < position ? position - 1 : position;
    System.arraycopy(entries, to, entries, to + 1, count - 1 - to);
    entries[to] = entry;
    return entry;
  }
}
