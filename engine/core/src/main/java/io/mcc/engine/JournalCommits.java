package io.mcc.engine;

import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.loop.InputSource;
import io.mcc.engine.node.Node;
import io.mcc.engine.record.journal.CommitHandler;
import io.mcc.engine.record.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what became of journal entries to the node, and tells the journal when what damage has left
 * is confirmed. Loop only.
 */
final class JournalCommits implements InputSource, CommitHandler {
  private static final Logger LOG = LoggerFactory.getLogger(JournalCommits.class);

  private final Journal journal;
  private final Limits limits;
  private Node node;
  private long nowNs;
  private long epochMs;
  private boolean inDoubt;

  /**
   * @param limits tell how much is alive
   * @param inDoubt whether the journal has lost entries
   */
  JournalCommits(Journal journal, Limits limits, boolean inDoubt) {
    this.journal = journal;
    this.limits = limits;
    this.inDoubt = inDoubt;
  }

  @Override
  public boolean poll(Node node, long nowNs, long epochMs) {
    this.node = node;
    this.nowNs = nowNs;
    this.epochMs = epochMs;
    boolean worked = journal.poll(this) > 0;
    if (worked) {
      journal.alive(limits.used(Limit.RECORDS), limits.used(Limit.RECORD_BYTES));
    }
    if (inDoubt && !node.isInDoubt()) {
      inDoubt = false;
      journal.forgetDoubt();
      LOG.info("what the damaged journal had left has been confirmed by peers");
    }
    return worked;
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
