package io.mcc.engine.record;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A log that commits when the test says so, and remembers what was appended. */
final class ManualLog implements RecordLog {
  record Entry(Change change, Durability durability, UnsafeBuffer storeKey, UnsafeBuffer record) {}

  final List<Entry> entries = new ArrayList<>();

  /** What appending answers instead of a ticket; 0 for a ticket. */
  long refusal;

  @Override
  public long append(
      Change change,
      Durability durability,
      DirectBuffer storeKey,
      int storeKeyOffset,
      DirectBuffer record,
      int recordOffset,
      int length) {
    if (refusal != 0) {
      return refusal;
    }
    entries.add(
        new Entry(
            change,
            durability,
            copy(storeKey, storeKeyOffset, RecordStore.STORE_KEY_LENGTH),
            copy(record, recordOffset, length)));
    return entries.size();
  }

  /** The ticket that was given last; 0 before the first. */
  long lastTicket() {
    return entries.size();
  }

  private static UnsafeBuffer copy(DirectBuffer source, int offset, int length) {
    byte[] bytes = new byte[length];
    source.getBytes(offset, bytes);
    return new UnsafeBuffer(bytes);
  }
}
