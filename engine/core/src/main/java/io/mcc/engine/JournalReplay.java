package io.mcc.engine;

import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.node.Node;
import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.journal.DamagedRange;
import io.mcc.engine.record.journal.ReplayHandler;
import io.mcc.engine.record.journal.ReplayReport;
import io.mcc.engine.record.journal.ReplayReport.Loss;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills the node from the journal at the start, and says what the opening found. */
final class JournalReplay implements ReplayHandler {
  private static final Logger LOG = LoggerFactory.getLogger(JournalReplay.class);

  /** A disk that breaks may leave thousands: the counter has them all. */
  private static final int RANGES_LOGGED_MAX = 10;

  private final Node node;
  private final Counters counters;
  private final Path journalFolder;
  private final long startNs = System.nanoTime();
  private int rangeCount;

  JournalReplay(Node node, Counters counters, Path journalFolder) {
    this.node = node;
    this.counters = counters;
    this.journalFolder = journalFolder;
  }

  @Override
  public void onEntry(
      Change change, DirectBuffer buffer, int storeKeyOffset, int recordOffset, int length) {
    int recordLength = change == Change.PUT ? length : 0;
    node.onRecordLoaded(buffer, storeKeyOffset, buffer, recordOffset, recordLength);
  }

  @Override
  public void onDamage(DamagedRange range) {
    counters.increment(EngineCounter.JOURNAL_DAMAGES);
    if (++rangeCount <= RANGES_LOGGED_MAX) {
      LOG.warn(
          "the journal is damaged: {} at {}: {} bytes do not verify, {} entries are missing",
          journalFolder.resolve(range.fileName()),
          range.position(),
          range.length(),
          range.lostEntries());
    }
  }

  @Override
  public void onDoubt() {
    node.recordLoader().onEntriesLost();
  }

  @Override
  public boolean hasGivenUp() {
    node.recordLoader().leaveSpareRoom();
    // An own record that isn't held is in the journal alone: then the journal stays as it is.
    return node.recordLoader().givenUpCount() > 0 && node.recordLoader().ownLeftOutCount() == 0;
  }

  @Override
  public boolean isKept(DirectBuffer buffer, int storeKeyOffset) {
    return node.recordLoader().isHeld(buffer, storeKeyOffset);
  }

  /** The journal is open. */
  void end(ReplayReport report) {
    node.onRecordsLoaded(report.loss() != Loss.NONE, report.loss() == Loss.UNCONFIRMED);
    if (node.recordLoader().givenUpCount() > 0) {
      LOG.warn(
          "there is no room for all the records of the journal: {} of others, the farthest from"
              + " this node, were given up; limits records, record-bytes and publishers say how"
              + " many fit",
          node.recordLoader().givenUpCount());
    }
    if (node.recordLoader().ownLeftOutCount() > 0) {
      LOG.warn(
          "{} of this node's own records don't fit: they stay in the journal, and are not to be had"
              + " before the limits records or record-bytes are raised",
          node.recordLoader().ownLeftOutCount());
    }
    if (report.truncatedBytes() > 0) {
      LOG.warn(
          "the last write before the stop was torn: {} bytes were cut off the journal",
          report.truncatedBytes());
    }
    if (report.damaged()) {
      LOG.warn(
          "{} damaged ranges; the files as they were found are kept in {}",
          rangeCount,
          journalFolder.resolve("quarantine"));
    }
    if (node.isInDoubt()) {
      LOG.warn(
          "{} records may be out of date since the journal was damaged: they are held back until"
              + " peers have confirmed them",
          node.doubtfulRecordCount());
    }
    if (report.bytes() > 0) {
      LOG.info(
          "journal: {} entries, {} bytes, last stop {}, replayed in {} ms",
          report.entries(),
          report.bytes(),
          report.clean() ? "clean" : "unclean",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
    }
  }
}
