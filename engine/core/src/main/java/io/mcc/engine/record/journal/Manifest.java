package io.mcc.engine.record.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a clean stop has left behind; the layout is in the package's comment. Immutable.
 *
 * @param nextSequence the sequence number of the next entry
 */
record Manifest(long nextSequence, List<Segment> segments) {
  static final String FILE_NAME = "manifest";

  private static final byte[] MAGIC = "MCCMANI\0".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int HEADER_LENGTH = 24;
  private static final int SEGMENT_LENGTH = 32;
  private static final int FILE_LENGTH_MAX = 1024 * 1024;

  void write(final JournalFolder folder) throws IOException {
    folder.replace(FILE_NAME, encoded());
  }

  private ByteBuffer encoded() {
    final int length = HEADER_LENGTH + segments.size() * SEGMENT_LENGTH;
    final ByteBuffer bytes = ByteBuffer.allocate(length + Integer.BYTES).order(EntryLayout.ORDER);
    bytes.put(MAGIC).putInt(VERSION).putInt(segments.size()).putLong(nextSequence);
    for (final Segment segment : segments) {
      bytes.putInt(segment.name().kind().code()).putInt(0).putLong(segment.name().generation());
      bytes.putLong(segment.length()).putLong(segment.chain());
    }
    bytes.putInt(checksum(bytes.array(), length));
    return bytes.flip();
  }

  static boolean exists(final JournalFolder folder) {
    return folder.exists(FILE_NAME);
  }

  /** Reads the manifest; null where it doesn't verify. */
  static Manifest read(final JournalFolder folder) throws IOException {
    try (JournalFile file = folder.openToRead(FILE_NAME)) {
      final long length = file.length();
      if (length < HEADER_LENGTH + Integer.BYTES || length > FILE_LENGTH_MAX) {
        return null;
      }
      final ByteBuffer bytes = ByteBuffer.allocate((int) length).order(EntryLayout.ORDER);
      file.read(bytes, 0);
      return decode(bytes.flip());
    }
  }

  private static Manifest decode(final ByteBuffer bytes) {
    final int length = bytes.limit() - Integer.BYTES;
    final boolean valid =
        bytes.getInt(length) == checksum(bytes.array(), length)
            && bytes.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
            && bytes.getInt(8) == VERSION
            && length == HEADER_LENGTH + (long) bytes.getInt(12) * SEGMENT_LENGTH;
    if (!valid) {
      return null;
    }
    final List<Segment> segments = new ArrayList<>();
    for (int offset = HEADER_LENGTH; offset < length; offset += SEGMENT_LENGTH) {
      final FileKind kind = FileKind.of(bytes.getInt(offset));
      if (kind == null) {
        return null;
      }
      final SegmentName name = new SegmentName(kind, bytes.getLong(offset + 8));
      segments.add(new Segment(name, bytes.getLong(offset + 16), bytes.getLong(offset + 24)));
    }
    return new Manifest(bytes.getLong(16), segments);
  }

  private static int checksum(final byte[] bytes, final int length) {
    final CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
