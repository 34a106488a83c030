package io.mcc.engine.record.journal;

import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.journal.ReplayReport.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a journal from its highest snapshot to its end, hands every valid entry over and finds out
 * what is missing. Changes no file. One pass, by the thread that opens the journal.
 */
final class Replay {
  private final JournalFolder folder;
  private final FolderBinding binding;
  private final ReplayHandler handler;
  private final Manifest manifest;
  private final Doubt earlierDoubt;
  private final List<Segment> segments = new ArrayList<>();
  private final List<DamagedRange> damagedRanges = new ArrayList<>();
  private long nextSequence = 1;
  private long entries;
  private long bytes;
  private long truncatedBytes;
  private FileHeader lastHeader;
  private boolean earlierDoubtTold;
  private boolean entriesLost;
  private long doubtfulBelow;

  Replay(final JournalFolder folder, final FolderBinding binding, final ReplayHandler handler)
      throws IOException {
    this.folder = folder;
    this.binding = binding;
    this.handler = handler;
    this.manifest = Manifest.exists(folder) ? Manifest.read(folder) : null;
    this.earlierDoubt = Doubt.read(folder);
  }

  void run() throws IOException {
    final List<SegmentName> names = current(folder.segments());
    final boolean manifestLost =
        manifest == null
            && (Manifest.exists(folder)
                || !names.isEmpty() && !folder.exists(JournalOpening.OPEN_FILE_NAME));
    if (manifestLost) {
      damaged(Manifest.FILE_NAME, 0, 0, 0);
    }
    for (int index = 0; index < names.size(); index++) {
      read(names.get(index), index == names.size() - 1);
    }
    if (manifest != null) {
      compareToManifest();
    }
    if (manifestLost) {
      lose();
    }
    if (earlierDoubt != null && !earlierDoubtTold) {
      tellEarlierDoubt();
    }
  }

  /** Entries are missing behind all that were handed over. */
  private void lose() {
    entriesLost = true;
    doubtfulBelow = nextSequence;
    handler.onDoubt();
  }

  private void tellEarlierDoubt() {
    earlierDoubtTold = true;
    doubtfulBelow = Math.max(doubtfulBelow, Math.min(earlierDoubt.belowSequence(), nextSequence));
    handler.onDoubt();
  }

  /** The highest snapshot and what is newer. */
  static List<SegmentName> current(final List<SegmentName> names) {
    int first = 0;
    for (int index = 0; index < names.size(); index++) {
      first = names.get(index).kind() == FileKind.SNAPSHOT ? index : first;
    }
    return List.copyOf(names.subList(first, names.size()));
  }

  private void read(final SegmentName name, final boolean isLast) throws IOException {
    try (JournalFile file = folder.openToRead(name.fileName())) {
      final long length = file.length();
      bytes += length;
      final FileHeader header = header(file, name, length);
      lastHeader = header;
      if (header != null) {
        requireOwn(header);
        readEntries(file, name, header, length, isLast);
      } else if (isLast && manifest == null && length <= FileHeader.LENGTH) {
        truncatedBytes += length;
        segments.add(new Segment(name, 0, 0));
      } else {
        damaged(name.fileName(), 0, length, 0);
        segments.add(new Segment(name, length, 0));
        lose();
      }
    }
  }

  private FileHeader header(final JournalFile file, final SegmentName name, final long length)
      throws IOException {
    final ByteBuffer block = ByteBuffer.allocate((int) Math.min(FileHeader.LENGTH, length));
    file.read(block, 0);
    block.flip();
    final FileHeader header = FileHeader.decode(block);
    final boolean matches = header != null && header.isOf(name);
    if (matches && !FileHeader.isWhole(block)) {
      damaged(name.fileName(), 0, FileHeader.LENGTH, 0);
    }
    return matches ? header : null;
  }

  private void requireOwn(final FileHeader header) throws DataFolderException {
    if (!header.binding().equals(binding)) {
      throw new DataFolderException(
          "Data folder "
              + folder.path().toAbsolutePath().getParent()
              + " belongs to "
              + header.binding()
              + ", this is "
              + binding
              + ": choose another data folder, or move that one away.");
    }
  }

  private void readEntries(
      final JournalFile file,
      final SegmentName name,
      final FileHeader header,
      final long length,
      final boolean isLast)
      throws IOException {
    final boolean isLog = header.kind() == FileKind.LOG;
    if (isLog && header.firstSequence() > nextSequence) {
      damaged(name.fileName(), 0, 0, header.firstSequence() - nextSequence);
      nextSequence = header.firstSequence();
      lose();
    }
    final EntryScanner scanner = new EntryScanner(file, header, length);
    long chain = 0;
    while (scanner.next()) {
      noteGap(name, scanner, isLog);
      apply(scanner);
      chain = EntryLayout.chain(chain, scanner.entryChecksum());
    }
    final long validLength = length - scanner.skippedLength();
    finish(name, header, scanner, new Segment(name, validLength, chain), isLast);
  }

  private void noteGap(final SegmentName name, final EntryScanner scanner, final boolean isLog) {
    final long lost = isLog ? scanner.sequence() - nextSequence : 0;
    if (lost > 0 || scanner.skippedLength() > 0) {
      damaged(name.fileName(), scanner.skippedPosition(), scanner.skippedLength(), lost);
    }
    nextSequence = scanner.sequence();
    if (lost > 0) {
      lose();
    }
    if (earlierDoubt != null && !earlierDoubtTold && nextSequence >= earlierDoubt.belowSequence()) {
      tellEarlierDoubt();
    }
    nextSequence++;
  }

  private void apply(final EntryScanner scanner) {
    entries++;
    handler.onEntry(
        scanner.isPut() ? Change.PUT : Change.REMOVE,
        scanner.buffer(),
        scanner.offset() + EntryLayout.STORE_KEY_OFFSET,
        scanner.offset() + EntryLayout.RECORD_OFFSET,
        scanner.recordLength());
  }

  private void finish(
      final SegmentName name,
      final FileHeader header,
      final EntryScanner scanner,
      final Segment segment,
      final boolean isLast) {
    segments.add(segment);
    final boolean isSnapshot = header.kind() == FileKind.SNAPSHOT;
    if (isSnapshot) {
      nextSequence = header.firstSequence();
      if (segment.length() != header.length() || segment.chain() != header.chain()) {
        damaged(name.fileName(), segment.length(), scanner.skippedLength(), 0);
        // A snapshot has one entry a key, so that what is left of it is as good as before.
        entriesLost = true;
      }
    } else if (scanner.skippedLength() > 0) {
      if (isLast && manifest == null) {
        truncatedBytes += scanner.skippedLength();
      } else {
        damaged(name.fileName(), scanner.skippedPosition(), scanner.skippedLength(), 0);
      }
    }
  }

  private void compareToManifest() {
    for (final Segment expected : manifest.segments()) {
      if (!segments.contains(expected) && !isDamaged(expected.name().fileName())) {
        damaged(expected.name().fileName(), 0, 0, 0);
        lose();
      }
    }
    if (nextSequence < manifest.nextSequence()) {
      damaged(Manifest.FILE_NAME, 0, 0, manifest.nextSequence() - nextSequence);
      nextSequence = manifest.nextSequence();
      lose();
    } else if (segments.size() != manifest.segments().size() && damagedRanges.isEmpty()) {
      damaged(Manifest.FILE_NAME, 0, 0, 0);
      lose();
    }
  }

  private boolean isDamaged(final String fileName) {
    return damagedRanges.stream().anyMatch(range -> range.fileName().equals(fileName));
  }

  private void damaged(
      final String fileName, final long position, final long length, final long lostEntries) {
    final DamagedRange range = new DamagedRange(fileName, position, length, lostEntries);
    damagedRanges.add(range);
    handler.onDamage(range);
  }

  ReplayReport report() {
    final boolean clean = manifest != null && damagedRanges.isEmpty();
    return new ReplayReport(entries, bytes, truncatedBytes, damagedRanges, clean, loss());
  }

  private Loss loss() {
    if (earlierDoubt != null) {
      return Loss.UNCONFIRMED;
    }
    return entriesLost ? Loss.FOUND : Loss.NONE;
  }

  /** What may be out of date from now on, or null where nothing is missing. */
  Doubt doubt() {
    return loss() == Loss.NONE ? null : new Doubt(doubtfulBelow);
  }

  /** The files read, older ones first, each as far as it is valid. */
  List<Segment> segments() {
    return segments;
  }

  /** The header of the last of the files, or null where it is damaged or there is no file. */
  FileHeader lastHeader() {
    return lastHeader;
  }

  /** The sequence number of the next entry. */
  long nextSequence() {
    return nextSequence;
  }
}
