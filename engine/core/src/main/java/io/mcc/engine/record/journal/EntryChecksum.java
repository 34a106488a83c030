package io.mcc.engine.record.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The checksum of entries of one file, begun with its salt. Belongs to one thread. */
final class EntryChecksum {
  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer salt = ByteBuffer.allocateDirect(Long.BYTES).order(EntryLayout.ORDER);

  void salt(final long value) {
    salt.putLong(0, value);
  }

  /** The checksum of an entry; leaves the buffer's position and limit at its ends. */
  int of(final ByteBuffer buffer, final int entryOffset, final int alignedLength) {
    checksum.reset();
    salt.clear();
    checksum.update(salt);
    buffer
        .clear()
        .limit(entryOffset + alignedLength)
        .position(entryOffset + EntryLayout.LENGTH_OFFSET);
    checksum.update(buffer);
    buffer.clear();
    return (int) checksum.getValue();
  }
}
