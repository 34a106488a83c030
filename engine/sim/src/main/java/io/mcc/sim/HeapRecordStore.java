package io.mcc.sim;

import io.mcc.engine.record.RecordStore;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A record store in plain maps: small while it is empty, as thousands of them must be. */
public final class HeapRecordStore implements RecordStore {
  private final Map<StoredKey, byte[]> records = new HashMap<>();
  private final int capacity;

  /**
   * @param capacity records held at the most
   */
  public HeapRecordStore(int capacity) {
    this.capacity = capacity;
  }

  @Override
  public int read(
      DirectBuffer storeKey, int storeKeyOffset, MutableDirectBuffer target, int targetOffset) {
    byte[] record = records.get(StoredKey.read(storeKey, storeKeyOffset));
    if (record == null) {
      return NOT_FOUND;
    }
    target.putBytes(targetOffset, record);
    return record.length;
  }

  @Override
  public boolean put(
      DirectBuffer storeKey,
      int storeKeyOffset,
      DirectBuffer record,
      int recordOffset,
      int length) {
    StoredKey key = StoredKey.read(storeKey, storeKeyOffset);
    if (records.size() >= capacity && !records.containsKey(key)) {
      return false;
    }
    byte[] bytes = new byte[length];
    record.getBytes(recordOffset, bytes);
    records.put(key, bytes);
    return true;
  }

  @Override
  public void remove(DirectBuffer storeKey, int storeKeyOffset) {
    records.remove(StoredKey.read(storeKey, storeKeyOffset));
  }

  @Override
  public long count() {
    return records.size();
  }

  /** Whether a record lies under a key, whoever published it. */
  boolean holds(DirectBuffer key, int offset) {
    return records.keySet().stream().anyMatch(stored -> stored.isKey(key, offset));
  }
}
