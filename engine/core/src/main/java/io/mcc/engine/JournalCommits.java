package io.mcc.engine;

import io.mcc.engine.loop.InputSource;
import io.mcc.engine.node.Node;
import io.mcc.engine.record.journal.CommitHandler;
import io.mcc.engine.record.journal.Journal;

/** Hands what became of journal entries to the node. Loop only. */
final class JournalCommits implements InputSource, CommitHandler {
  private final Journal journal;
  private Node node;
  private long nowNs;
  private long epochMs;

  JournalCommits(Journal journal) {
    this.journal = journal;
  }

  @Override
  public boolean poll(Node node, long nowNs, long epochMs) {
    this.node = node;
    this.nowNs = nowNs;
    this.epochMs = epochMs;
    return journal.poll(this) > 0;
  }

  @Override
  public void onCommitted(long firstTicket, long lastTicket) {
    node.onCommitted(lastTicket, nowNs, epochMs);
  }

  @Override
  public void onNoSpace(long firstTicket, long lastTicket) {
    node.onNoSpace(lastTicket, nowNs, epochMs);
  }

  @Override
  public void onFailed(long firstTicket, long lastTicket) {
    node.onLogFailed(lastTicket, nowNs, epochMs);
  }
}
