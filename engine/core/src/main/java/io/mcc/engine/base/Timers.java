package io.mcc.engine.base;

import java.util.Arrays;

/**
 * Every deadline of a node: a binary heap in flat arrays, ordered by deadline, then by the order of
 * scheduling, so that a run is the same each time. A timer is a handle; cancelling and moving are
 * O(log n). Grows on demand; how many there are is bounded by their owners, who hold one timer per
 * slot of theirs. Owned by the loop.
 */
public final class Timers {
  /**
   * No timer: what an owner keeps where it has none, and what {@link #pollDue} answers at the end.
   */
  public static final int NONE = -1;

  /** What {@link #nextDeadlineNs} answers where no timer runs. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final TimerKind[] KINDS = TimerKind.values();

  private long[] deadlinesNs = new long[16];
  private long[] orders = new long[16];
  private int[] slots = new int[16];
  private byte[] kinds = new byte[16];
  private int[] positions = new int[16];
  private int[] heap = new int[16];
  private int count;
  private int handleCount;
  private int freeHandle = NONE;
  private long nextOrder;

  /**
   * Starts a timer.
   *
   * @param slot the owner's slot, given back when it is due
   * @return its handle, valid until it is due or cancelled
   */
  public int schedule(long deadlineNs, TimerKind kind, int slot) {
    int handle = claimHandle();
    deadlinesNs[handle] = deadlineNs;
    orders[handle] = nextOrder++;
    kinds[handle] = (byte) kind.ordinal();
    slots[handle] = slot;
    heap[count] = handle;
    positions[handle] = count;
    siftUp(count++);
    return handle;
  }

  /** Stops a timer; {@link #NONE} is let through. */
  public void cancel(int handle) {
    if (handle != NONE) {
      removeAt(positions[handle]);
      releaseHandle(handle);
    }
  }

  /** Moves a running timer to another deadline. */
  public void reschedule(int handle, long deadlineNs) {
    deadlinesNs[handle] = deadlineNs;
    orders[handle] = nextOrder++;
    siftUp(positions[handle]);
    siftDown(positions[handle]);
  }

  /** The earliest deadline, or {@link #NEVER}. */
  public long nextDeadlineNs() {
    return count == 0 ? NEVER : deadlinesNs[heap[0]];
  }

  /**
   * Takes the earliest timer that is due. Its {@link #kind} and {@link #slot} can be read until the
   * next call that schedules one; the handle is no longer valid then.
   */
  public int pollDue(long nowNs) {
    if (count == 0 || deadlinesNs[heap[0]] > nowNs) {
      return NONE;
    }
    int handle = heap[0];
    removeAt(0);
    releaseHandle(handle);
    return handle;
  }

  /** Whose timer was polled. */
  public TimerKind kind(int handle) {
    return KINDS[kinds[handle]];
  }

  /** The owner's slot of the timer that was polled. */
  public int slot(int handle) {
    return slots[handle];
  }

  /** How many timers run. */
  public int count() {
    return count;
  }

  private int claimHandle() {
    if (freeHandle != NONE) {
      int handle = freeHandle;
      freeHandle = positions[handle];
      return handle;
    }
    if (handleCount == heap.length) {
      grow();
    }
    return handleCount++;
  }

  private void releaseHandle(int handle) {
    positions[handle] = freeHandle;
    freeHandle = handle;
  }

  private void grow() {
    int capacity = heap.length + heap.length / 2;
    deadlinesNs = Arrays.copyOf(deadlinesNs, capacity);
    orders = Arrays.copyOf(orders, capacity);
    slots = Arrays.copyOf(slots, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    positions = Arrays.copyOf(positions, capacity);
    heap = Arrays.copyOf(heap, capacity);
  }

  private void removeAt(int position) {
    int last = heap[--count];
    if (position < count) {
      place(last, position);
      siftUp(position);
      siftDown(positions[last]);
    }
  }

  private void siftUp(int position) {
    int handle = heap[position];
    while (position > 0) {
      int parent = (position - 1) >>> 1;
      if (!before(handle, heap[parent])) {
        break;
      }
      place(heap[parent], position);
      position = parent;
    }
    place(handle, position);
  }

  private void siftDown(int position) {
    int handle = heap[position];
    while (2 * position + 1 < count) {
      int child = 2 * position + 1;
      if (child + 1 < count && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], handle)) {
        break;
      }
      place(heap[child], position);
      position = child;
    }
    place(handle, position);
  }

  private void place(int handle, int position) {
    heap[position] = handle;
    positions[handle] = position;
  }

  private boolean before(int a, int b) {
    return deadlinesNs[a] != deadlinesNs[b]
        ? deadlinesNs[a] < deadlinesNs[b]
        : orders[a] < orders[b];
  }
}
