package io.mcc.engine.record.journal;

import static io.mcc.engine.record.journal.EntryLayout.ALIGNED_LENGTH_MAX;

import io.mcc.engine.record.RecordStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes entries to one file in groups: they are staged in memory, then written at once. Belongs to
 * the thread that writes the file, and lives until another file is begun.
 */
final class LogWriter implements AutoCloseable {
  private static final int STAGING_LENGTH = 1024 * 1024;

  private final FileHeader header;
  private final JournalFile file;
  private final ByteBuffer staging =
      ByteBuffer.allocateDirect(STAGING_LENGTH).order(EntryLayout.ORDER);
  private final UnsafeBuffer view = new UnsafeBuffer(staging);
  private final EntryChecksum checksum = new EntryChecksum();
  private long length;
  private long chain;
  private int stagedLength;
  private long stagedChain;

  private LogWriter(
      final FileHeader header, final JournalFile file, final long length, final long chain) {
    this.header = header;
    this.file = file;
    this.length = length;
    this.chain = chain;
    this.stagedChain = chain;
    checksum.salt(header.salt());
  }

  /** Begins a file that survives a crash from here on, under the name given. */
  static LogWriter create(final JournalFolder folder, final FileHeader header, final String name)
      throws IOException {
    final JournalFile file = folder.create(name);
    try {
      file.write(header.encoded(), 0);
      file.force();
      folder.sync();
      return new LogWriter(header, file, FileHeader.LENGTH, 0);
    } catch (final IOException failure) {
      file.close();
      folder.delete(name);
      throw failure;
    }
  }

  /** Goes on behind the valid entries of a log, and cuts off what follows them. */
  static LogWriter resume(
      final JournalFolder folder, final FileHeader header, final Segment segment)
      throws IOException {
    final JournalFile file = folder.open(segment.name().fileName());
    file.truncate(segment.length());
    file.force();
    return new LogWriter(header, file, segment.length(), segment.chain());
  }

  /** Whether the staging memory takes another entry of any length. */
  boolean hasRoom() {
    return stagedLength + ALIGNED_LENGTH_MAX <= STAGING_LENGTH;
  }

  /** Stages an entry. */
  void stage(
      final byte change,
      final long sequence,
      final DirectBuffer source,
      final int storeKeyOffset,
      final int recordOffset,
      final int recordLength) {
    final int start = stagedLength;
    final int entryLength = EntryLayout.RECORD_OFFSET + recordLength;
    final int alignedLength = EntryLayout.alignedLength(entryLength);
    staging.putInt(start + EntryLayout.LENGTH_OFFSET, entryLength);
    staging.putLong(start + EntryLayout.SEQUENCE_OFFSET, sequence);
    staging.put(start + EntryLayout.CHANGE_OFFSET, change);
    view.putBytes(
        start + EntryLayout.STORE_KEY_OFFSET, source, storeKeyOffset, RecordStore.STORE_KEY_LENGTH);
    view.putBytes(start + EntryLayout.RECORD_OFFSET, source, recordOffset, recordLength);
    view.setMemory(start + entryLength, alignedLength - entryLength, (byte) 0);
    final int entryChecksum = checksum.of(staging, start, alignedLength);
    staging.putInt(start + EntryLayout.CHECKSUM_OFFSET, entryChecksum);
    stagedChain = EntryLayout.chain(stagedChain, entryChecksum);
    stagedLength += alignedLength;
  }

  /** Hands the staged entries to the operating system. After an exception: {@link #rollBack()}. */
  void write() throws IOException {
    file.write(staging.clear().limit(stagedLength), length);
    length += stagedLength;
    chain = stagedChain;
    stagedLength = 0;
  }

  /** Forgets the staged entries and what has been written of them. */
  void rollBack() throws IOException {
    stagedLength = 0;
    stagedChain = chain;
    file.truncate(length);
  }

  void force() throws IOException {
    file.force();
  }

  /** Completes a snapshot: its header tells its length and chain from now on. */
  void finishSnapshot() throws IOException {
    file.write(header.finished(length, chain).encoded(), 0);
    file.force();
  }

  /** Bytes of the file. */
  long length() {
    return length;
  }

  /** Bytes of the entries staged. */
  int stagedLength() {
    return stagedLength;
  }

  String fileName() {
    return segment().name().fileName();
  }

  FileHeader header() {
    return header;
  }

  Segment segment() {
    return new Segment(new SegmentName(header.kind(), header.generation()), length, chain);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
