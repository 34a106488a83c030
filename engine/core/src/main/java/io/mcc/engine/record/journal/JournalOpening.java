package io.mcc.engine.record.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Takes a journal from whatever the last stop has left to one that can be written: replay, cut off
 * a torn end, replace what is damaged. A crash at any point leaves a folder that the next opening
 * takes on in the same way. One use, by the thread that opens.
 */
final class JournalOpening {
  /** Is there from here to the end of a clean stop: without it a manifest must be there. */
  static final String OPEN_FILE_NAME = "open";

  private final JournalFolder folder;
  private final FolderBinding binding;
  private final ReplayHandler handler;
  private Replay replay;
  private ReplayReport report;

  JournalOpening(
      final JournalFolder folder, final FolderBinding binding, final ReplayHandler handler) {
    this.folder = folder;
    this.binding = binding;
    this.handler = handler;
  }

  JournalFiles run(final long bytesMax) throws IOException {
    folder.ensureExists();
    folder.deleteParts();
    replay = new Replay(folder, binding, handler);
    replay.run();
    report = replay.report();
    final List<Segment> finished = new ArrayList<>(replay.segments());
    if (replay.doubt() != null) {
      replay.doubt().write(folder);
    }
    if (!folder.exists(OPEN_FILE_NAME)) {
      folder.replace(OPEN_FILE_NAME, ByteBuffer.allocate(0));
    }
    if (report.damaged()) {
      salvage(finished);
    } else {
      deleteReplaced();
      leaveOut(finished);
    }
    folder.delete(Manifest.FILE_NAME);
    folder.sync();
    final LogWriter log = resumeOrCreateLog(finished);
    return new JournalFiles(folder, binding, bytesMax, finished, log, replay.nextSequence());
  }

  ReplayReport report() {
    return report;
  }

  /** Deletes files that a snapshot has replaced: a crash came between its renaming and this. */
  private void deleteReplaced() throws IOException {
    final List<SegmentName> names = folder.segments();
    final List<SegmentName> current = Replay.current(names);
    for (final SegmentName name : names) {
      if (!current.contains(name)) {
        folder.delete(name.fileName());
      }
    }
  }

  /**
   * Writes the files anew where not all records are kept; a disk that is full can wait for that.
   */
  private void leaveOut(final List<Segment> finished) throws IOException {
    if (!handler.hasGivenUp()) {
      return;
    }
    try {
      salvage(finished);
    } catch (final IOException refused) {
      if (!DiskSpace.isExhausted(refused, folder)) {
        throw refused;
      }
    }
  }

  /** Keeps the damaged files aside, then writes what is valid into a snapshot in their place. */
  private void salvage(final List<Segment> finished) throws IOException {
    // Where no file is left either: the empty snapshot says from which number on nothing is
    // missing.
    final long generation =
        finished.isEmpty() ? 1 : finished.get(finished.size() - 1).name().generation() + 1;
    for (final String fileName : damagedFiles()) {
      folder.quarantine(fileName);
    }
    final FileHeader header =
        JournalFiles.header(FileKind.SNAPSHOT, generation, replay.nextSequence(), binding);
    final Segment snapshot =
        new Compaction(folder, finished, header, true, handler::isKept, JournalFiles.seed()).run();
    for (final Segment segment : finished) {
      folder.delete(segment.name().fileName());
    }
    finished.clear();
    finished.add(snapshot);
  }

  private Set<String> damagedFiles() {
    return report.damagedRanges().stream()
        .map(DamagedRange::fileName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** An older format isn't written on: a program that reads only that must see that it is over. */
  private boolean isToBeResumed(final Segment last) {
    return last.name().kind() == FileKind.LOG
        && last.length() > 0
        && replay.lastHeader().version() == FileHeader.VERSION;
  }

  private LogWriter resumeOrCreateLog(final List<Segment> finished) throws IOException {
    long generation = 1;
    if (!finished.isEmpty()) {
      final int lastIndex = finished.size() - 1;
      final Segment last = finished.get(lastIndex);
      generation = last.name().generation() + 1;
      if (isToBeResumed(last)) {
        finished.remove(lastIndex);
        return LogWriter.resume(folder, replay.lastHeader(), last);
      }
      if (last.length() == 0) {
        finished.remove(lastIndex);
        folder.delete(last.name().fileName());
      }
    }
    final FileHeader header =
        JournalFiles.header(FileKind.LOG, generation, replay.nextSequence(), binding);
    return LogWriter.create(folder, header, new SegmentName(FileKind.LOG, generation).fileName());
  }
}
