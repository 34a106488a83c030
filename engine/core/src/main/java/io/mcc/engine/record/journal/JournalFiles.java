package io.mcc.engine.record.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The files of an open journal: the log that is written and the older files that a compaction may
 * replace. Belongs to the journal's thread once that runs.
 */
final class JournalFiles {
  /** A shorter log is not worth a compaction, unless the journal may not grow much longer. */
  private static final long COMPACTION_LENGTH_MIN = 64L * 1024 * 1024;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final JournalFolder folder;
  private final FolderBinding binding;
  private final long bytesMax;
  private final long compactionLengthMin;
  private final List<Segment> finished;
  private LogWriter log;
  private Object logIdentity;
  private long nextSequence;
  private long groupFirstSequence;
  private BackgroundCompaction compaction;
  private long compactionRetryLength;
  private volatile long totalLength;
  private volatile long liveLengthMax = Long.MAX_VALUE;

  JournalFiles(
      final JournalFolder folder,
      final FolderBinding binding,
      final long bytesMax,
      final List<Segment> finished,
      final LogWriter log,
      final long nextSequence) {
    this.folder = folder;
    this.binding = binding;
    this.bytesMax = bytesMax;
    this.compactionLengthMin = Math.min(COMPACTION_LENGTH_MIN, bytesMax / 16);
    this.finished = new ArrayList<>(finished);
    this.log = log;
    this.logIdentity = folder.identity(log.fileName());
    this.nextSequence = nextSequence;
    this.groupFirstSequence = nextSequence;
    publishLength();
  }

  static FileHeader header(
      final FileKind kind,
      final long generation,
      final long firstSequence,
      final FolderBinding binding) {
    return new FileHeader(
        FileHeader.VERSION, kind, generation, firstSequence, binding, RANDOM.nextLong(), 0, 0);
  }

  static long seed() {
    return RANDOM.nextLong();
  }

  boolean hasRoom() {
    return log.hasRoom();
  }

  void stage(
      final byte change,
      final DirectBuffer source,
      final int storeKeyOffset,
      final int recordOffset,
      final int recordLength) {
    log.stage(change, nextSequence++, source, storeKeyOffset, recordOffset, recordLength);
    publishLength();
  }

  /**
   * Hands the staged entries to the operating system.
   *
   * @return false where the disk is full: none of them is in the journal, and writing may go on
   * @throws IOException where the journal can't be trusted to take anything any more
   */
  boolean write() throws IOException {
    try {
      log.write();
      groupFirstSequence = nextSequence;
      publishLength();
      return true;
    } catch (final IOException refused) {
      if (!DiskSpace.isExhausted(refused, folder)) {
        throw refused;
      }
      log.rollBack();
      nextSequence = groupFirstSequence;
      publishLength();
      return false;
    }
  }

  void force() throws IOException {
    log.force();
  }

  /**
   * Whether the log is still where the next start will look for it: a folder that was deleted,
   * moved or unmounted under the node takes every write and keeps none.
   */
  boolean isThere() {
    return logIdentity != null && logIdentity.equals(folder.identity(log.fileName()));
  }

  /** Where they are. */
  Path path() {
    return folder.path();
  }

  /** Everything that was in doubt has been confirmed by entries that are written by now. */
  void forgetDoubt() throws IOException {
    log.force();
    folder.delete(Doubt.FILE_NAME);
    folder.sync();
  }

  /** Bytes of all files, and of what is about to be written; read by any thread. */
  long totalLength() {
    return totalLength;
  }

  private void publishLength() {
    totalLength = finishedLength() + log.length() + log.stagedLength();
  }

  private long finishedLength() {
    long length = 0;
    for (int index = 0; index < finished.size(); index++) {
      length += finished.get(index).length();
    }
    return length;
  }

  /**
   * Begins a compaction where the logs have outgrown what was alive at the last one, and takes note
   * of one that has ended.
   */
  void compactIfDue() throws IOException {
    if (compaction != null) {
      noteEndOfCompaction();
    } else if (isCompactionDue()) {
      beginCompaction();
    }
  }

  /** What the records alive take at the most, by who holds them; any thread may tell. */
  void liveLengthMax(final long length) {
    liveLengthMax = length;
  }

  boolean isCompacting() {
    return compaction != null;
  }

  private boolean isCompactionDue() {
    final boolean hasSnapshot =
        !finished.isEmpty() && finished.get(0).name().kind() == FileKind.SNAPSHOT;
    final long aliveLength = hasSnapshot ? Math.min(finished.get(0).length(), liveLengthMax) : 0;
    return totalLength - aliveLength >= compactionLengthMin
        && totalLength >= Math.min(2 * aliveLength, bytesMax / 8 * 7)
        && totalLength >= compactionRetryLength;
  }

  private void beginCompaction() throws IOException {
    final long generation = log.header().generation();
    final FileHeader next = header(FileKind.LOG, generation + 1, nextSequence, binding);
    log.force();
    final LogWriter nextLog;
    try {
      nextLog =
          LogWriter.create(folder, next, new SegmentName(FileKind.LOG, generation + 1).fileName());
    } catch (final IOException refused) {
      compactionRetryLength = totalLength + compactionLengthMin;
      return;
    }
    finished.add(log.segment());
    log.close();
    log = nextLog;
    logIdentity = folder.identity(log.fileName());
    final FileHeader header = header(FileKind.SNAPSHOT, generation, nextSequence, binding);
    compaction = new BackgroundCompaction(folder, finished, header);
    compaction.start();
    publishLength();
  }

  private void noteEndOfCompaction() {
    if (compaction.hasEnded()) {
      final Segment snapshot = compaction.snapshot();
      if (snapshot == null) {
        compactionRetryLength = totalLength + compactionLengthMin;
      } else {
        finished.clear();
        finished.add(snapshot);
        // Where more is alive than was told, the next one still waits for something to do.
        compactionRetryLength = finishedLength() + log.length() + compactionLengthMin;
      }
      compaction = null;
      publishLength();
    }
  }

  /** Closes the log; where the journal is sound, with everything synced and a manifest. */
  void close(final boolean sound) throws IOException {
    if (compaction != null) {
      compaction.abort();
      noteEndOfCompaction();
    }
    if (sound) {
      log.force();
      final List<Segment> segments = new ArrayList<>(finished);
      segments.add(log.segment());
      new Manifest(nextSequence, segments).write(folder);
      folder.delete(JournalOpening.OPEN_FILE_NAME);
      folder.sync();
    }
    log.close();
  }
}
