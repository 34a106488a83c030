package io.mcc.sim;

import java.util.Arrays;

/**
 * What will happen, by virtual time and, within one instant, in the order of scheduling: a binary
 * heap in flat arrays.
 */
final class EventQueue {
  private long[] timesNs = new long[1_024];
  private long[] orders = new long[1_024];
  private long[] payloads = new long[1_024];
  private int count;
  private long nextOrder;

  /** Whether nothing will happen. */
  boolean isEmpty() {
    return count == 0;
  }

  int count() {
    return count;
  }

  /** When the next event happens. */
  long nextTimeNs() {
    return count == 0 ? Long.MAX_VALUE : timesNs[0];
  }

  void add(long timeNs, long payload) {
    if (count == timesNs.length) {
      grow();
    }
    long order = nextOrder++;
    int position = count++;
    while (position > 0) {
      int parent = (position - 1) >>> 1;
      if (timesNs[parent] <= timeNs) {
        break;
      }
      move(parent, position);
      position = parent;
    }
    place(position, timeNs, order, payload);
  }

  /** Takes the next event's payload. */
  long remove() {
    long payload = payloads[0];
    count--;
    siftDown(timesNs[count], orders[count], payloads[count]);
    return payload;
  }

  private void siftDown(long timeNs, long order, long payload) {
    int position = 0;
    while (2 * position + 1 < count) {
      int child = 2 * position + 1;
      if (child + 1 < count && before(child + 1, timesNs[child], orders[child])) {
        child++;
      }
      if (!before(child, timeNs, order)) {
        break;
      }
      move(child, position);
      position = child;
    }
    place(position, timeNs, order, payload);
  }

  private boolean before(int position, long timeNs, long order) {
    return timesNs[position] != timeNs ? timesNs[position] < timeNs : orders[position] < order;
  }

  private void move(int from, int to) {
    place(to, timesNs[from], orders[from], payloads[from]);
  }

  private void place(int position, long timeNs, long order, long payload) {
    timesNs[position] = timeNs;
    orders[position] = order;
    payloads[position] = payload;
  }

  private void grow() {
    int capacity = count * 2;
    timesNs = Arrays.copyOf(timesNs, capacity);
    orders = Arrays.copyOf(orders, capacity);
    payloads = Arrays.copyOf(payloads, capacity);
  }
}
