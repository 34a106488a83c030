package io.mcc.engine.record.journal;

import io.mcc.engine.record.RecordLog.Change;
import org.agrona.DirectBuffer;

/** Takes the journal's entries at a start, in order, on the thread that opens the journal. */
public interface ReplayHandler {
  /**
   * An entry to apply: store and index change as it says.
   *
   * @param buffer holds key and record until this method returns
   * @param length bytes of the record; 0 with {@link Change#REMOVE}
   */
  void onEntry(
      Change change, DirectBuffer buffer, int storeKeyOffset, int recordOffset, int length);

  /** Damage, told in order. */
  void onDamage(DamagedRange range);

  /**
   * Entries are missing here, or were at an earlier start and nobody has confirmed what is left
   * since: whatever was replayed until now may have been changed or removed by them.
   */
  void onDoubt();

  /**
   * Asked once after the last entry.
   *
   * @return whether there are records that the handler doesn't keep, of keys that {@link #isKept}
   *     names; the files are written anew without them then
   */
  default boolean hasGivenUp() {
    return false;
  }

  /** Whether the last record of a key is to stay in the files. */
  default boolean isKept(final DirectBuffer buffer, final int storeKeyOffset) {
    return true;
  }
}
