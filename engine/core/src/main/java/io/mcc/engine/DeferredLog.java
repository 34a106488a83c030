package io.mcc.engine;

import io.mcc.engine.record.RecordLog;
import io.mcc.engine.record.journal.Journal;
import org.agrona.DirectBuffer;

/** The journal as the node is told of it before it is open: opening replays into the node. */
final class DeferredLog implements RecordLog {
  private Journal journal;

  void journal(Journal journal) {
    this.journal = journal;
  }

  @Override
  public long append(
      Change change,
      Durability durability,
      DirectBuffer storeKey,
      int storeKeyOffset,
      DirectBuffer record,
      int recordOffset,
      int length) {
    return journal.append(
        change, durability, storeKey, storeKeyOffset, record, recordOffset, length);
  }
}
