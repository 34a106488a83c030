package io.mcc.engine.record;

import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A store on the heap, for tests. */
final class HeapStore implements RecordStore {
  private final Map<UnsafeBuffer, byte[]> records = new HashMap<>();

  /** Puts beyond this many records are refused. */
  int capacity = Integer.MAX_VALUE;

  @Override
  public int read(
      DirectBuffer storeKey, int storeKeyOffset, MutableDirectBuffer target, int targetOffset) {
    byte[] record = records.get(copy(storeKey, storeKeyOffset));
    if (record == null) {
      return NOT_FOUND;
    }
    target.putBytes(targetOffset, record);
    return record.length;
  }

  @Override
  public boolean put(
      DirectBuffer storeKey, int storeKeyOffset, DirectBuffer record, int offset, int length) {
    UnsafeBuffer key = copy(storeKey, storeKeyOffset);
    if (!records.containsKey(key) && records.size() >= capacity) {
      return false;
    }
    byte[] bytes = new byte[length];
    record.getBytes(offset, bytes);
    records.put(key, bytes);
    return true;
  }

  @Override
  public void remove(DirectBuffer storeKey, int storeKeyOffset) {
    records.remove(copy(storeKey, storeKeyOffset));
  }

  @Override
  public long count() {
    return records.size();
  }

  private static UnsafeBuffer copy(DirectBuffer storeKey, int offset) {
    byte[] bytes = new byte[STORE_KEY_LENGTH];
    storeKey.getBytes(offset, bytes);
    return new UnsafeBuffer(bytes);
  }
}
