package io.mcc.engine.record;

import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.record.RecordLog.Change;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Changes that the log has taken and not yet committed, in the order of their tickets, with a copy
 * of their bytes: the store gets them when they are committed. A change has a number, by which the
 * index refers to it. Bounded in count and bytes; grows on demand. Owned by the loop.
 */
final class PendingWrites {
  private static final Change[] CHANGES = Change.values();
  private static final int CAPACITY_MIN = 8;
  private static final int BYTES_MIN = 2_048;

  private final Limits limits;

  private long[] tickets = new long[0];
  private int[] lengths = new int[0];
  private byte[] changes = new byte[0];
  private WriteWaiter[] waiters = new WriteWaiter[0];
  private int head;
  private int count;

  /** Store key and record of one change after the other, from {@link #bytesFrom} on. */
  private MutableDirectBuffer bytes = new UnsafeBuffer(0, 0);

  private int bytesFrom;
  private int bytesTo;

  PendingWrites(Limits limits) {
    this.limits = limits;
  }

  boolean isEmpty() {
    return count == 0;
  }

  int count() {
    return count;
  }

  /** Whether a change with a record of this length may be appended. */
  boolean hasRoom(int recordLength) {
    return count < limits.value(Limit.RECORD_WRITES)
        && bytesTo - bytesFrom + RecordStore.STORE_KEY_LENGTH + recordLength
            <= limits.value(Limit.RECORD_WRITE_BYTES);
  }

  /** Appends a change; returns its number. There must be room. */
  int append(
      long ticket,
      Change change,
      DirectBuffer storeKey,
      int storeKeyOffset,
      DirectBuffer record,
      int recordOffset,
      int length) {
    if (count == tickets.length) {
      grow();
    }
    reserveBytes(RecordStore.STORE_KEY_LENGTH + length);
    bytes.putBytes(bytesTo, storeKey, storeKeyOffset, RecordStore.STORE_KEY_LENGTH);
    bytes.putBytes(bytesTo + RecordStore.STORE_KEY_LENGTH, record, recordOffset, length);
    bytesTo += RecordStore.STORE_KEY_LENGTH + length;
    int number = head + count++ & Integer.MAX_VALUE;
    int at = number & tickets.length - 1;
    tickets[at] = ticket;
    changes[at] = (byte) change.ordinal();
    lengths[at] = length;
    waiters[at] = null;
    reportUse();
    return number;
  }

  private void reportUse() {
    limits.used(Limit.RECORD_WRITES, count);
    limits.used(Limit.RECORD_WRITE_BYTES, bytesTo - bytesFrom);
  }

  /** Lets a waiter wait for the change with this number, which is pending. */
  void await(int number, WriteWaiter waiter) {
    int at = number & tickets.length - 1;
    waiter.next = waiters[at];
    waiters[at] = waiter;
  }

  /** The number of the change that was appended last. */
  int lastNumber() {
    return head + count - 1 & Integer.MAX_VALUE;
  }

  /** The oldest change's number; there must be one, as for everything below. */
  int headNumber() {
    return head;
  }

  long headTicket() {
    return tickets[head & tickets.length - 1];
  }

  Change headChange() {
    return CHANGES[changes[head & tickets.length - 1]];
  }

  /** Where {@link #headStoreKeyOffset} and {@link #headRecordOffset} point; until an append. */
  DirectBuffer buffer() {
    return bytes;
  }

  int headStoreKeyOffset() {
    return bytesFrom;
  }

  int headRecordOffset() {
    return bytesFrom + RecordStore.STORE_KEY_LENGTH;
  }

  int headLength() {
    return lengths[head & tickets.length - 1];
  }

  /** Removes the oldest change; returns the first of its waiters, the others behind it. */
  WriteWaiter removeHead() {
    int at = head & tickets.length - 1;
    WriteWaiter first = waiters[at];
    waiters[at] = null;
    bytesFrom += RecordStore.STORE_KEY_LENGTH + lengths[at];
    head = head + 1 & Integer.MAX_VALUE;
    count--;
    if (count == 0) {
      bytesFrom = 0;
      bytesTo = 0;
    }
    reportUse();
    return first;
  }

  private void reserveBytes(int length) {
    int used = bytesTo - bytesFrom;
    if (bytesTo + length <= bytes.capacity()) {
      return;
    }
    MutableDirectBuffer target = bytes;
    // Moving to the front is worth it only where that frees a half: else it would be done again.
    if (2 * (used + length) > bytes.capacity()) {
      int capacity = Math.max(BYTES_MIN, 2 * (used + length));
      target = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity));
    }
    target.putBytes(0, bytes, bytesFrom, used);
    bytes = target;
    bytesFrom = 0;
    bytesTo = used;
  }

  private void grow() {
    int capacity = Math.max(CAPACITY_MIN, 2 * tickets.length);
    long[] oldTickets = tickets;
    int[] oldLengths = lengths;
    byte[] oldChanges = changes;
    WriteWaiter[] oldWaiters = waiters;
    tickets = Arrays.copyOf(oldTickets, capacity);
    lengths = Arrays.copyOf(oldLengths, capacity);
    changes = Arrays.copyOf(oldChanges, capacity);
    waiters = Arrays.copyOf(oldWaiters, capacity);
    for (int i = 0; i < count; i++) {
      int from = head + i & oldTickets.length - 1;
      int to = head + i & capacity - 1;
      tickets[to] = oldTickets[from];
      lengths[to] = oldLengths[from];
      changes[to] = oldChanges[from];
      waiters[to] = oldWaiters[from];
    }
  }
}
