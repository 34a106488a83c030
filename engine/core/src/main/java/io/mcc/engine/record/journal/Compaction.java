package io.mcc.engine.record.journal;

import io.mcc.engine.record.RecordStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes what is alive in some finished files into a snapshot that replaces them. Reads them twice:
 * once to learn which entry of each key is the last one, once to copy. A crash at any point leaves
 * either all the old files or the whole snapshot. Lives for one run, on one thread; only {@link
 * #abort()} comes from another.
 */
final class Compaction {
  /** Tells the keys whose records stay. */
  @FunctionalInterface
  interface KeyFilter {
    /** Of all. */
    KeyFilter ALL = (buffer, storeKeyOffset) -> true;

    boolean isKept(DirectBuffer buffer, int storeKeyOffset);
  }

  private static final int SEGMENT_SHIFT = 48;

  private final JournalFolder folder;
  private final List<Segment> covered;
  private final FileHeader header;
  private final boolean toleratesDamage;
  private final KeyFilter kept;
  private final LiveIndex index;
  private final List<JournalFile> files = new ArrayList<>();
  private final ByteBuffer storedKey = ByteBuffer.allocateDirect(RecordStore.STORE_KEY_LENGTH);
  private final UnsafeBuffer storedKeyView = new UnsafeBuffer(storedKey);
  private volatile boolean aborted;

  /**
   * Prepares one.
   *
   * @param covered the files it reads, older ones first
   * @param header of the snapshot: its generation is that of the last file covered
   * @param kept the keys whose records are written
   * @param seed a random number, secret from whoever chooses keys
   */
  Compaction(
      final JournalFolder folder,
      final List<Segment> covered,
      final FileHeader header,
      final boolean toleratesDamage,
      final KeyFilter kept,
      final long seed) {
    this.folder = folder;
    this.covered = List.copyOf(covered);
    this.header = header;
    this.toleratesDamage = toleratesDamage;
    this.kept = kept;
    this.index = new LiveIndex(seed);
  }

  /** Makes the run end soon, without a snapshot. */
  void abort() {
    aborted = true;
  }

  /**
   * Writes the snapshot, durably. The files it covers are superfluous then, and still there.
   *
   * @return null where it was aborted
   */
  Segment run() throws IOException {
    final String name = new SegmentName(FileKind.SNAPSHOT, header.generation()).fileName();
    final String partName = name + JournalFolder.PART_SUFFIX;
    folder.delete(partName);
    try (LogWriter snapshot = LogWriter.create(folder, header, partName)) {
      for (final Segment segment : covered) {
        files.add(folder.openToRead(segment.name().fileName()));
      }
      pass(null);
      pass(snapshot);
      if (aborted) {
        return null;
      }
      snapshot.finishSnapshot();
      folder.rename(partName, name);
      return snapshot.segment();
    } catch (final UncheckedIOException failure) {
      throw failure.getCause();
    } finally {
      for (final JournalFile file : files) {
        file.close();
      }
      folder.delete(partName);
    }
  }

  private void pass(final LogWriter snapshot) throws IOException {
    for (int number = 0; number < covered.size(); number++) {
      final JournalFile file = files.get(number);
      final ByteBuffer block = ByteBuffer.allocate(FileHeader.LENGTH);
      file.read(block, 0);
      final FileHeader segmentHeader = FileHeader.decode(block.flip());
      if (segmentHeader != null && segmentHeader.isOf(covered.get(number).name())) {
        pass(number, new EntryScanner(file, segmentHeader, covered.get(number).length()), snapshot);
      } else if (!toleratesDamage) {
        throw new IOException("a journal file's header does not verify");
      }
    }
    if (snapshot != null) {
      snapshot.write();
    }
  }

  private void pass(final int number, final EntryScanner scanner, final LogWriter snapshot)
      throws IOException {
    while (!aborted && scanner.next()) {
      requireSound(scanner);
      final long location = (long) number << SEGMENT_SHIFT | scanner.position();
      final int keyOffset = scanner.offset() + EntryLayout.STORE_KEY_OFFSET;
      if (!kept.isKept(scanner.buffer(), keyOffset)) {
        continue;
      }
      if (snapshot == null) {
        index.put(scanner.buffer(), keyOffset, location, this::hasKey);
      } else if (scanner.isPut() && index.isNewest(scanner.buffer(), keyOffset, location)) {
        copy(scanner, snapshot);
      }
    }
    requireSound(scanner);
  }

  private void requireSound(final EntryScanner scanner) throws IOException {
    if (!toleratesDamage && !aborted && scanner.skippedLength() > 0) {
      throw new IOException("a journal file does not verify at " + scanner.skippedPosition());
    }
  }

  private static void copy(final EntryScanner scanner, final LogWriter snapshot)
      throws IOException {
    if (!snapshot.hasRoom()) {
      snapshot.write();
    }
    snapshot.stage(
        EntryLayout.PUT,
        scanner.sequence(),
        scanner.buffer(),
        scanner.offset() + EntryLayout.STORE_KEY_OFFSET,
        scanner.offset() + EntryLayout.RECORD_OFFSET,
        scanner.recordLength());
  }

  private boolean hasKey(final long location, final DirectBuffer key, final int keyOffset) {
    final int number = (int) (location >>> SEGMENT_SHIFT);
    final long position = location & ((1L << SEGMENT_SHIFT) - 1);
    try {
      storedKey.clear();
      files.get(number).read(storedKey, position + EntryLayout.STORE_KEY_OFFSET);
    } catch (final IOException failure) {
      throw new UncheckedIOException(failure);
    }
    for (int offset = 0; offset < RecordStore.STORE_KEY_LENGTH; offset++) {
      if (storedKeyView.getByte(offset) != key.getByte(keyOffset + offset)) {
        return false;
      }
    }
    return true;
  }
}
