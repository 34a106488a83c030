package io.mcc.engine.record;

import org.agrona.DirectBuffer;

/**
 * The write-ahead log in front of the {@link RecordStore}. The loop appends; the log commits groups
 * away from the loop, in the order of appending; the commit comes back to the node as an input that
 * names the last ticket committed. Only then does the store change.
 */
public interface RecordLog {
  /** What {@link #append} answers where the log's queue is full: try again later. */
  long FULL = -1;

  /** What {@link #append} answers where the disk or its budget is full: reads go on. */
  long NO_SPACE = -2;

  /**
   * What {@link #append} answers where the log has stopped for good, because the medium refused to
   * keep what it had accepted: nothing is ever committed again.
   */
  long FAILED = -3;

  /** What an entry does to its store key. */
  enum Change {
    /** Put or replace the record. */
    PUT,
    /** Remove the record: it expired or was dropped. */
    REMOVE
  }

  /** How far an entry must have come before it counts as committed. */
  enum Durability {
    /** Handed to the operating system: survives the death of this process. */
    WRITTEN,
    /** Synced to the medium: survives the loss of power. */
    SYNCED
  }

  /**
   * Takes a copy of an entry.
   *
   * @param storeKey {@link RecordStore#STORE_KEY_LENGTH} bytes
   * @param length bytes of the record; 0 with {@link Change#REMOVE}
   * @return the entry's ticket, one above the last one's, or {@link #FULL}, {@link #NO_SPACE} or
   *     {@link #FAILED}
   */
  long append(
      Change change,
      Durability durability,
      DirectBuffer storeKey,
      int storeKeyOffset,
      DirectBuffer record,
      int recordOffset,
      int length);
}
