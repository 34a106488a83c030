package io.mcc.sim;

import java.util.Arrays;

/**
 * What will happen, by virtual time and, within one instant, in the order of scheduling. The next
 * few events lie in a row, so that one can look ahead; the others in a binary heap in flat arrays.
 */
final class EventQueue {
  /** Events that are drawn up in a row at a time; more only where others come in between. */
  static final int ROW_LENGTH = 16;

  // The row: the next events in their order.
  private long[] rowTimesNs = new long[2 * ROW_LENGTH];
  private long[] rowPayloads = new long[2 * ROW_LENGTH];
  private int rowStart;
  private int rowEnd;

  // The heap: no event of it comes before one of the row.
  private long[] timesNs = new long[1_024];
  private long[] orders = new long[1_024];
  private long[] payloads = new long[1_024];
  private int count;
  private long nextOrder;

  /** Whether nothing will happen. */
  boolean isEmpty() {
    return count() == 0;
  }

  int count() {
    return rowEnd - rowStart + count;
  }

  /** When the next event happens. */
  long nextTimeNs() {
    if (rowStart < rowEnd) {
      return rowTimesNs[rowStart];
    }
    return count == 0 ? Long.MAX_VALUE : timesNs[0];
  }

  void add(long timeNs, long payload) {
    if (rowStart < rowEnd && timeNs < rowTimesNs[rowEnd - 1]) {
      insert(timeNs, payload);
    } else {
      push(timeNs, payload);
    }
  }

  /** Takes the next event's payload. */
  long remove() {
    if (rowStart == rowEnd) {
      drawUp();
    }
    return rowPayloads[rowStart++];
  }

  /**
   * Draws up the next events in a row where the last row is used up.
   *
   * @return whether there is a new row
   */
  boolean drawUp() {
    if (rowStart < rowEnd || count == 0) {
      return false;
    }
    rowStart = 0;
    rowEnd = Math.min(count, ROW_LENGTH);
    for (int i = 0; i < rowEnd; i++) {
      rowTimesNs[i] = timesNs[0];
      rowPayloads[i] = pop();
    }
    return true;
  }

  /** Events in the row. */
  int rowCount() {
    return rowEnd - rowStart;
  }

  /** An event's payload in the row; the next one's index is 0. */
  long row(int index) {
    return rowPayloads[rowStart + index];
  }

  private void insert(long timeNs, long payload) {
    if (rowEnd == rowTimesNs.length) {
      rowTimesNs = Arrays.copyOf(rowTimesNs, 2 * rowEnd);
      rowPayloads = Arrays.copyOf(rowPayloads, 2 * rowEnd);
    }
    int position = rowEnd++;
    for (; position > rowStart && rowTimesNs[position - 1] > timeNs; position--) {
      rowTimesNs[position] = rowTimesNs[position - 1];
      rowPayloads[position] = rowPayloads[position - 1];
    }
    rowTimesNs[position] = timeNs;
    rowPayloads[position] = payload;
  }

  private void push(long timeNs, long payload) {
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

  private long pop() {
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
