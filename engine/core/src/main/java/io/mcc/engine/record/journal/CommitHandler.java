package io.mcc.engine.record.journal;

/**
 * Takes the fate of appended entries, on the loop's thread. Every ticket is named exactly once, in
 * order.
 */
public interface CommitHandler {
  /** These entries are as durable as was asked for. */
  void onCommitted(long firstTicket, long lastTicket);

  /** These entries are not in the journal: the disk was full. Later ones may be. */
  void onNoSpace(long firstTicket, long lastTicket);

  /**
   * These entries may or may not be in the journal, and nobody will ever know: it has stopped for
   * good. They must not be acknowledged.
   */
  void onFailed(long firstTicket, long lastTicket);
}
