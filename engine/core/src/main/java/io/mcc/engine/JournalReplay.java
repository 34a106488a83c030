package io.mcc.engine;

import io.mcc.engine.node.Node;
import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.journal.DamagedRange;
import io.mcc.engine.record.journal.ReplayHandler;
import io.mcc.engine.record.journal.ReplayReport;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills the node from the journal at the start, and says what the opening found. */
final class JournalReplay implements ReplayHandler {
  private static final Logger LOG = LoggerFactory.getLogger(JournalReplay.class);

  private final Node node;

  JournalReplay(Node node) {
    this.node = node;
  }

  @Override
  public void onEntry(
      Change change, DirectBuffer buffer, int storeKeyOffset, int recordOffset, int length) {
    int recordLength = change == Change.PUT ? length : 0;
    node.onRecordLoaded(buffer, storeKeyOffset, buffer, recordOffset, recordLength);
  }

  @Override
  public void onDamage(DamagedRange range) {
    LOG.warn("the journal is damaged: {}", range);
  }

  static void log(ReplayReport report) {
    if (report.truncatedBytes() > 0) {
      LOG.warn(
          "the last write before the stop was torn: {} bytes were cut off the journal",
          report.truncatedBytes());
    }
    if (report.bytes() > 0) {
      LOG.info(
          "journal: {} entries, {} bytes, last stop {}",
          report.entries(),
          report.bytes(),
          report.clean() ? "clean" : "unclean");
    }
  }
}
