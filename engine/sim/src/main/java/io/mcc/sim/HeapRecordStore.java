package io.mcc.sim;

import io.mcc.codec.Id;
import io.mcc.codec.RecordKind;
import io.mcc.codec.StoreKey;
import io.mcc.engine.record.RecordStore;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

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

  /** Hands over the key of each record, in no order; the same holder each time. */
  public void forEachKey(Consumer<Id> action) {
    Id key = new Id();
    UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    for (StoredKey stored : records.keySet()) {
      buffer.wrap(stored.bytes);
      action.accept(StoreKey.key(buffer, 0, key));
    }
  }

  /** The record of a kind that has one value a key, not to be changed; null where there is none. */
  public byte[] record(RecordKind kind, Id key) {
    UnsafeBuffer buffer = new UnsafeBuffer(new byte[StoreKey.LENGTH]);
    StoreKey.write(buffer, 0, kind, key, key);
    return records.get(StoredKey.read(buffer, 0));
  }

  /** Whether a record lies under a key, whoever published it. */
  boolean holds(DirectBuffer key, int offset) {
    return records.keySet().stream().anyMatch(stored -> stored.isKey(key, offset));
  }
}
