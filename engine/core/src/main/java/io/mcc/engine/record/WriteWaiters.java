package io.mcc.engine.record;

/**
 * Waiters of pending writes: those at rest, and those whose write has ended and who are to be told,
 * in the order of the ends. Bounded by the requests and operations under way. Owned by the loop.
 */
final class WriteWaiters {
  private final int capacity;
  private WriteWaiter free;
  private WriteWaiter settledFirst;
  private WriteWaiter settledLast;
  private int count;

  /**
   * @param capacity how many may wait at once
   */
  WriteWaiters(int capacity) {
    this.capacity = capacity;
  }

  /** A waiter to fill, or null where too many wait. */
  WriteWaiter claim() {
    if (count == capacity) {
      return null;
    }
    count++;
    if (free == null) {
      return new WriteWaiter();
    }
    WriteWaiter waiter = free;
    free = waiter.next;
    waiter.next = null;
    waiter.failure = null;
    return waiter;
  }

  /** Those that wait or are to be told. */
  int count() {
    return count;
  }

  void release(WriteWaiter waiter) {
    waiter.operation = null;
    waiter.next = free;
    free = waiter;
    count--;
  }

  /** Moves a waiter to those who are to be told. */
  void settle(WriteWaiter waiter) {
    waiter.next = null;
    if (settledFirst == null) {
      settledFirst = waiter;
    } else {
      settledLast.next = waiter;
    }
    settledLast = waiter;
  }

  /** The next one to be told, or null; to be released by the caller. */
  WriteWaiter pollSettled() {
    WriteWaiter waiter = settledFirst;
    if (waiter != null) {
      settledFirst = waiter.next;
    }
    return waiter;
  }
}
