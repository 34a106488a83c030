package io.mcc.engine.record.journal;

import static io.mcc.engine.record.journal.EntryLayout.ALIGNED_LENGTH_MAX;
import static io.mcc.engine.record.journal.EntryLayout.ALIGNMENT;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the valid entries of one file in order, through a window of memory. Where bytes don't
 * verify it looks for the next entry that does, at every multiple of 8. Belongs to one thread,
 * lives for one pass over one file.
 */
final class EntryScanner {
  private static final int WINDOW_LENGTH_MAX = 1024 * 1024;

  private final JournalFile file;
  private final long fileLength;
  private final ByteBuffer window;
  private final UnsafeBuffer view;
  private final EntryChecksum checksum = new EntryChecksum();
  private long windowPosition;
  private int windowLength;
  private long nextPosition = FileHeader.LENGTH;
  private long expectedSequence;

  private long position;
  private int offset;
  private int alignedLength;
  private long skippedPosition;
  private long skippedLength;

  /**
   * Begins before the first entry.
   *
   * @param fileLength bytes of the file; what lies beyond is not looked at
   */
  EntryScanner(final JournalFile file, final FileHeader header, final long fileLength) {
    this.file = file;
    this.fileLength = fileLength;
    this.window =
        ByteBuffer.allocateDirect((int) Math.min(WINDOW_LENGTH_MAX, fileLength))
            .order(EntryLayout.ORDER);
    this.view = new UnsafeBuffer(window);
    this.windowPosition = FileHeader.LENGTH;
    this.expectedSequence = header.kind() == FileKind.LOG ? header.firstSequence() : 0;
    checksum.salt(header.salt());
  }

  /**
   * Moves to the next valid entry. Afterwards {@link #skippedLength()} says how many bytes before
   * it, or before the end of the file, did not verify.
   *
   * @return false at the end of the file
   */
  boolean next() throws IOException {
    skippedPosition = nextPosition;
    position = nextPosition;
    while (position + EntryLayout.RECORD_OFFSET <= fileLength) {
      if (isValidEntry()) {
        skippedLength = position - skippedPosition;
        nextPosition = position + alignedLength;
        expectedSequence = sequence() + 1;
        return true;
      }
      position += ALIGNMENT;
    }
    skippedLength = Math.max(0, fileLength - skippedPosition);
    position = fileLength;
    nextPosition = fileLength;
    return false;
  }

  private boolean isValidEntry() throws IOException {
    slideWindow();
    offset = (int) (position - windowPosition);
    final int length = window.getInt(offset + EntryLayout.LENGTH_OFFSET);
    if (!EntryLayout.validLength(length) || sequence() < expectedSequence) {
      return false;
    }
    alignedLength = EntryLayout.alignedLength(length);
    final int code = window.get(offset + EntryLayout.CHANGE_OFFSET);
    return offset + alignedLength <= windowLength
        && (code == EntryLayout.PUT || code == EntryLayout.REMOVE)
        && entryChecksum() == checksum.of(window, offset, alignedLength);
  }

  /** Keeps a whole entry of the longest kind, or the rest of the file, inside the window. */
  private void slideWindow() throws IOException {
    final long windowEnd = windowPosition + windowLength;
    if (position + ALIGNED_LENGTH_MAX <= windowEnd
        || (windowEnd == fileLength && windowLength > 0)) {
      return;
    }
    windowPosition = position;
    window.clear().limit((int) Math.min(WINDOW_LENGTH_MAX, fileLength - position));
    file.read(window, windowPosition);
    if (window.hasRemaining()) {
      throw new IOException("a journal file became shorter while it was read");
    }
    windowLength = window.position();
    window.clear();
  }

  /** The entry's bytes lie in this buffer, from {@link #offset()}, until the next call. */
  DirectBuffer buffer() {
    return view;
  }

  int offset() {
    return offset;
  }

  /** Where in the file the entry begins. */
  long position() {
    return position;
  }

  int alignedLength() {
    return alignedLength;
  }

  int recordLength() {
    return window.getInt(offset + EntryLayout.LENGTH_OFFSET) - EntryLayout.RECORD_OFFSET;
  }

  long sequence() {
    return window.getLong(offset + EntryLayout.SEQUENCE_OFFSET);
  }

  boolean isPut() {
    return window.get(offset + EntryLayout.CHANGE_OFFSET) == EntryLayout.PUT;
  }

  int entryChecksum() {
    return window.getInt(offset + EntryLayout.CHECKSUM_OFFSET);
  }

  /** Where in the file the bytes begin that did not verify. */
  long skippedPosition() {
    return skippedPosition;
  }

  long skippedLength() {
    return skippedLength;
  }
}
