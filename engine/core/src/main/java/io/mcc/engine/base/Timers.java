package io.mcc.engine.base;

import java.util.Arrays;

/**
 * Every deadline of a node: a heap of four children each in one flat array, so that those lie side
 * by side, ordered by deadline, then by the order of scheduling, so that a run is the same each
 * time. A timer is a handle; cancelling and moving are O(log n). Grows on demand; how many there
 * are is bounded by their owners, who hold one timer per slot of theirs. Owned by the loop.
 */
public final class Timers {
  /**
   * No timer: what an owner keeps where it has none, and what {@link #pollDue} answers at the end.
   */
  public static final int NONE = -1;

  /** What {@link #nextDeadlineNs} answers where no timer runs. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final TimerKind[] KINDS = TimerKind.values();
  private static final int CAPACITY_FIRST = 16;
  private static final int CHILDREN_SHIFT = 2;
  private static final int CHILD_COUNT = 1 << CHILDREN_SHIFT;

  /** The lower bits of an order are the timer's handle: 16 million of them. */
  private static final int HANDLE_BITS = 24;

  // By position in the heap: the deadline and the order, side by side.
  private long[] heap = new long[2 * CAPACITY_FIRST];

  // By handle; the position of a free one is the next free one.
  private int[] positions = new int[CAPACITY_FIRST];
  private int[] slots = new int[CAPACITY_FIRST];
  private byte[] kinds = new byte[CAPACITY_FIRST];

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
    kinds[handle] = (byte) kind.ordinal();
    slots[handle] = slot;
    siftUp(count++, deadlineNs, claimOrder(handle));
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
    sift(positions[handle], deadlineNs, claimOrder(handle));
  }

  /** Moves a timer to another deadline where it runs, and starts one else; answers its handle. */
  public int restart(int handle, long deadlineNs, TimerKind kind, int slot) {
    if (handle == NONE) {
      return schedule(deadlineNs, kind, slot);
    }
    reschedule(handle, deadlineNs);
    return handle;
  }

  private long claimOrder(int handle) {
    return nextOrder++ << HANDLE_BITS | handle;
  }

  /** The earliest deadline, or {@link #NEVER}. */
  public long nextDeadlineNs() {
    return count == 0 ? NEVER : heap[0];
  }

  /**
   * Takes the earliest timer that is due. Its {@link #kind} and {@link #slot} can be read until the
   * next call that schedules one; the handle is no longer valid then.
   */
  public int pollDue(long nowNs) {
    if (count == 0 || heap[0] > nowNs) {
      return NONE;
    }
    int handle = handle(heap[1]);
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

  /** The timer that is due first, or {@link #NONE}. */
  public int next() {
    return count == 0 ? NONE : handle(heap[1]);
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
    if (handleCount == positions.length) {
      grow();
    }
    return handleCount++;
  }

  private void releaseHandle(int handle) {
    positions[handle] = freeHandle;
    freeHandle = handle;
  }

  private void grow() {
    int capacity = positions.length + positions.length / 2;
    heap = Arrays.copyOf(heap, 2 * capacity);
    slots = Arrays.copyOf(slots, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    positions = Arrays.copyOf(positions, capacity);
  }

  private void removeAt(int position) {
    count--;
    if (position < count) {
      sift(position, heap[2 * count], heap[2 * count + 1]);
    }
  }

  /** Puts a timer where there is a hole, or above or below it. */
  private void sift(int hole, long deadlineNs, long order) {
    if (hole > 0 && isBefore(deadlineNs, order, parent(hole))) {
      siftUp(hole, deadlineNs, order);
    } else {
      siftDown(hole, deadlineNs, order);
    }
  }

  private static int parent(int position) {
    return (position - 1) >>> CHILDREN_SHIFT;
  }

  private void siftUp(int hole, long deadlineNs, long order) {
    int position = hole;
    while (position > 0 && isBefore(deadlineNs, order, parent(position))) {
      move(parent(position), position);
      position = parent(position);
    }
    place(position, deadlineNs, order);
  }

  private void siftDown(int hole, long deadlineNs, long order) {
    int position = hole;
    int child = leastChild(position);
    while (child != NONE && !isBefore(deadlineNs, order, child)) {
      move(child, position);
      position = child;
      child = leastChild(position);
    }
    place(position, deadlineNs, order);
  }

  /** The child that is due first, or {@link #NONE}. */
  private int leastChild(int position) {
    int first = (position << CHILDREN_SHIFT) + 1;
    int least = first < count ? first : NONE;
    for (int child = first + 1; child < Math.min(count, first + CHILD_COUNT); child++) {
      if (isBefore(heap[2 * child], heap[2 * child + 1], least)) {
        least = child;
      }
    }
    return least;
  }

  private void move(int from, int to) {
    place(to, heap[2 * from], heap[2 * from + 1]);
  }

  private void place(int position, long deadlineNs, long order) {
    heap[2 * position] = deadlineNs;
    heap[2 * position + 1] = order;
    positions[handle(order)] = position;
  }

  private static int handle(long order) {
    return (int) order & (1 << HANDLE_BITS) - 1;
  }

  private boolean isBefore(long deadlineNs, long order, int position) {
    return deadlineNs != heap[2 * position]
        ? deadlineNs < heap[2 * position]
        : order < heap[2 * position + 1];
  }
}
