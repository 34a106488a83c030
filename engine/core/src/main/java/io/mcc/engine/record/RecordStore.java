package io.mcc.engine.record;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The committed records by store key: kind, key, publisher id ({@link #STORE_KEY_LENGTH} bytes). A
 * record is its signed header followed by its value, opaque here. Used by the loop alone; does not
 * allocate.
 */
public interface RecordStore {
  /** Bytes of a store key: kind 1, key 32, publisher's node id 32. */
  int STORE_KEY_LENGTH = 65;

  /** Bytes of the largest record: a value of 64 KiB, its signed header, and a margin. */
  int RECORD_LENGTH_MAX = 66 * 1024;

  /** What {@link #read} answers where nothing is stored. */
  int NOT_FOUND = -1;

  /**
   * Copies a record.
   *
   * @param target takes the largest record: the caller's buffer, not a view into the store
   * @return the record's length in bytes, or {@link #NOT_FOUND}
   */
  int read(DirectBuffer storeKey, int storeKeyOffset, MutableDirectBuffer target, int targetOffset);

  /**
   * Puts or replaces a record.
   *
   * @return false where the store has no room left; what was stored under the key stays
   */
  boolean put(
      DirectBuffer storeKey, int storeKeyOffset, DirectBuffer record, int recordOffset, int length);

  /** Removes a record, if it is there. */
  void remove(DirectBuffer storeKey, int storeKeyOffset);

  /** How many records are stored. */
  long count();
}
