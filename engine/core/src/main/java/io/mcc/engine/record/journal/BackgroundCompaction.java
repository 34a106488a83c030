package io.mcc.engine.record.journal;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A compaction on a thread of its own, so that commits go on meanwhile. Begun, watched and aborted
 * by the journal's thread.
 */
final class BackgroundCompaction implements Runnable {
  private static final Logger LOGGER = LoggerFactory.getLogger(BackgroundCompaction.class);

  private final JournalFolder folder;
  private final List<Segment> covered;
  private final Compaction compaction;
  private final Thread thread = new Thread(this, "mcc-journal-compaction");
  private volatile Segment snapshot;

  BackgroundCompaction(
      final JournalFolder folder, final List<Segment> covered, final FileHeader header) {
    this.folder = folder;
    this.covered = List.copyOf(covered);
    this.compaction =
        new Compaction(
            folder, this.covered, header, false, Compaction.KeyFilter.ALL, JournalFiles.seed());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean hasEnded() {
    return !thread.isAlive();
  }

  /** The snapshot that has replaced the files covered; null where they are still in force. */
  Segment snapshot() {
    return snapshot;
  }

  /** Makes it end soon, and waits until it has. */
  void abort() {
    compaction.abort();
    try {
      thread.join();
    } catch (final InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      snapshot = compaction.run();
      if (snapshot != null) {
        for (final Segment segment : covered) {
          folder.delete(segment.name().fileName());
        }
      }
    } catch (final IOException | RuntimeException | OutOfMemoryError failure) {
      // Memory that lacks here lacks for the sake of a shorter journal only; there is another time.
      LOGGER.warn("The journal was not compacted: {}", failure.getMessage());
    }
  }
}
