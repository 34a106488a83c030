package io.mcc.engine.record;

import io.mcc.codec.Id;
import java.util.Arrays;

/**
 * Others' records in the index, the one farthest from this node's id first: a binary heap of slots
 * in flat arrays. Of use while records are loaded of which there are too many.
 */
final class FarthestRecords {
  private static final int NONE = RecordIndex.NONE;

  private final RecordIndex index;
  private final Id ownId;
  private final Id left = new Id();
  private final Id right = new Id();
  private int[] heap = new int[0];

  /** Where a slot stands in the heap, + 1; 0 where it doesn't. */
  private int[] places = new int[0];

  private int count;

  FarthestRecords(RecordIndex index, Id ownId) {
    this.index = index;
    this.ownId = ownId;
  }

  /** Takes in every record of others that the index holds. */
  void addAll() {
    for (int slot = 0; slot < index.slotCount(); slot++) {
      if (index.isUsed(slot)) {
        add(slot);
      }
    }
  }

  /** Takes in a record, unless it is this node's own or is there. */
  void add(int slot) {
    ensureCapacity();
    if (places[slot] == 0 && !index.isOwn(slot)) {
      place(slot, count);
      siftUp(count++);
    }
  }

  private void ensureCapacity() {
    if (places.length < index.slotCount()) {
      int capacity = Math.max(index.slotCount(), places.length + places.length / 2);
      places = Arrays.copyOf(places, capacity);
      heap = Arrays.copyOf(heap, capacity);
    }
  }

  /** Leaves a record out, if it is there; before its slot is freed or its publisher changes. */
  void remove(int slot) {
    int position = slot < places.length ? places[slot] - 1 : NONE;
    if (position == NONE) {
      return;
    }
    places[slot] = 0;
    int last = heap[--count];
    if (position < count) {
      place(last, position);
      siftUp(position);
      siftDown(places[last] - 1);
    }
  }

  /** The slot of the farthest one, or {@link RecordIndex#NONE}. */
  int farthest() {
    return count == 0 ? NONE : heap[0];
  }

  /** Whether a key is farther from this node than a record. */
  boolean isFarther(Id key, int slot) {
    return compareDistance(key, index.key(slot, right)) > 0;
  }

  private void siftUp(int position) {
    int slot = heap[position];
    while (position > 0 && isBefore(slot, heap[position - 1 >>> 1])) {
      int parent = position - 1 >>> 1;
      place(heap[parent], position);
      position = parent;
    }
    place(slot, position);
  }

  private void siftDown(int position) {
    int slot = heap[position];
    for (int child = 2 * position + 1; child < count; child = 2 * position + 1) {
      child += child + 1 < count && isBefore(heap[child + 1], heap[child]) ? 1 : 0;
      if (!isBefore(heap[child], slot)) {
        break;
      }
      place(heap[child], position);
      position = child;
    }
    place(slot, position);
  }

  private void place(int slot, int position) {
    heap[position] = slot;
    places[slot] = position + 1;
  }

  private boolean isBefore(int slot, int other) {
    return compareDistance(index.key(slot, left), index.key(other, right)) > 0;
  }

  private int compareDistance(Id key, Id other) {
    for (int word = 0; word < Id.LENGTH / Long.BYTES; word++) {
      long own = ownId.word(word);
      int order = Long.compareUnsigned(key.word(word) ^ own, other.word(word) ^ own);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
