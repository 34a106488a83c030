package io.mcc.engine.record;

import java.util.Arrays;

/**
 * Slots in the order of their expiry, the earliest first; equal ones in the order of their slots,
 * so that a run is the same each time. A binary heap in flat arrays. Owned by the loop.
 */
final class ExpiryHeap {
  static final int NONE = -1;

  private long[] duesMs = new long[0];
  private int[] positions = new int[0];
  private int[] heap = new int[0];
  private int count;

  /** The slot that is due first, or {@link #NONE}. */
  int earliest() {
    return count == 0 ? NONE : heap[0];
  }

  long dueMs(int slot) {
    return duesMs[slot];
  }

  /** Room for slots below {@code capacity}. */
  void ensureCapacity(int capacity) {
    duesMs = Arrays.copyOf(duesMs, capacity);
    positions = Arrays.copyOf(positions, capacity);
    heap = Arrays.copyOf(heap, capacity);
  }

  void insert(int slot, long dueMs) {
    duesMs[slot] = dueMs;
    place(slot, count);
    siftUp(count++);
  }

  void move(int slot, long dueMs) {
    duesMs[slot] = dueMs;
    siftUp(positions[slot]);
    siftDown(positions[slot]);
  }

  void remove(int slot) {
    int position = positions[slot];
    int last = heap[--count];
    if (position < count) {
      place(last, position);
      siftUp(position);
      siftDown(positions[last]);
    }
  }

  private void siftUp(int position) {
    int slot = heap[position];
    while (position > 0) {
      int parent = position - 1 >>> 1;
      if (!isBefore(slot, heap[parent])) {
        break;
      }
      place(heap[parent], position);
      position = parent;
    }
    place(slot, position);
  }

  private void siftDown(int position) {
    int slot = heap[position];
    while (2 * position + 1 < count) {
      int child = 2 * position + 1;
      if (child + 1 < count && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
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
    positions[slot] = position;
  }

  private boolean isBefore(int a, int b) {
    return duesMs[a] != duesMs[b] ? duesMs[a] < duesMs[b] : a < b;
  }
}
