package io.mcc.engine.record.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * What damage has left uncertain, kept in a file from the start that found the damage until peers
 * have confirmed what is left; the layout is in the package's comment. Immutable.
 *
 * @param belowSequence entries with a smaller sequence number may be out of date
 */
record Doubt(long belowSequence) {
  static final String FILE_NAME = "unconfirmed";

  private static final byte[] MAGIC = "MCCDOUB\0".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int LENGTH = 28;

  /** Everything may be out of date: the file that would tell is damaged itself. */
  private static final Doubt OF_ALL = new Doubt(Long.MAX_VALUE);

  void write(final JournalFolder folder) throws IOException {
    final ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(EntryLayout.ORDER);
    bytes.put(MAGIC).putInt(VERSION).putInt(0).putLong(belowSequence);
    bytes.putInt(checksum(bytes)).flip();
    folder.replace(FILE_NAME, bytes);
  }

  /** What an earlier start has left, or null where nothing is in doubt. */
  static Doubt read(final JournalFolder folder) throws IOException {
    if (!folder.exists(FILE_NAME)) {
      return null;
    }
    final ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(EntryLayout.ORDER);
    try (JournalFile file = folder.openToRead(FILE_NAME)) {
      file.read(bytes, 0);
    }
    final boolean valid =
        !bytes.hasRemaining()
            && bytes.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
            && bytes.getInt(8) == VERSION
            && bytes.getInt(LENGTH - Integer.BYTES) == checksum(bytes);
    return valid ? new Doubt(bytes.getLong(16)) : OF_ALL;
  }

  private static int checksum(final ByteBuffer bytes) {
    final CRC32C checksum = new CRC32C();
    checksum.update(bytes.array(), 0, LENGTH - Integer.BYTES);
    return (int) checksum.getValue();
  }
}
