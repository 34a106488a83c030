package io.mcc.engine.record.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The header of a log or a snapshot; the layout is in the package's comment. Immutable.
 *
 * @param version of the format, 1 or {@link #VERSION}
 * @param firstSequence of a log's first entry, or of the first entry a snapshot does not cover
 * @param salt begins every checksum in the file
 * @param length bytes of a snapshot; 0 in a log
 * @param chain chained checksum of a snapshot's entries; 0 in a log
 */
record FileHeader(
    int version,
    FileKind kind,
    long generation,
    long firstSequence,
    FolderBinding binding,
    long salt,
    long length,
    long chain) {
  /** The format that is written. */
  static final int VERSION = 2;

  /** Bytes before the first entry. */
  static final int LENGTH = 1024;

  private static final int COPY_LENGTH = LENGTH / 2;
  private static final int CHECKSUM_OFFSET = COPY_LENGTH - Integer.BYTES;
  private static final byte[] MAGIC = "MCCJRNL\0".getBytes(StandardCharsets.US_ASCII);

  FileHeader finished(final long finishedLength, final long finishedChain) {
    return new FileHeader(
        version, kind, generation, firstSequence, binding, salt, finishedLength, finishedChain);
  }

  /** Whether it is this file's: a file under another one's name is damaged, whatever is in it. */
  boolean isOf(final SegmentName name) {
    return kind == name.kind() && generation == name.generation();
  }

  ByteBuffer encoded() {
    final ByteBuffer block = ByteBuffer.allocateDirect(LENGTH).order(EntryLayout.ORDER);
    encodeCopy(block, 0);
    encodeCopy(block, COPY_LENGTH);
    return block.clear();
  }

  private void encodeCopy(final ByteBuffer block, final int offset) {
    block.position(offset).put(MAGIC).putInt(version).putInt(kind.code());
    block.putLong(generation).putLong(firstSequence);
    block.put(binding.networkId()).put(binding.nodeId());
    block.putLong(salt).putLong(length).putLong(chain);
    block.putInt(offset + CHECKSUM_OFFSET, checksum(block, offset));
  }

  /**
   * Decodes the first sound copy.
   *
   * @return null where neither is sound
   * @throws DataFolderException where a version of MCC wrote it that this one doesn't understand
   */
  static FileHeader decode(final ByteBuffer block) throws DataFolderException {
    block.order(EntryLayout.ORDER);
    if (block.limit() >= COPY_LENGTH && copyIsSound(block, 0)) {
      return decodeCopy(block, 0);
    }
    if (block.limit() >= LENGTH && copyIsSound(block, COPY_LENGTH)) {
      return decodeCopy(block, COPY_LENGTH);
    }
    return null;
  }

  /** Whether both copies are sound. */
  static boolean isWhole(final ByteBuffer block) {
    block.order(EntryLayout.ORDER);
    return block.limit() == LENGTH && copyIsSound(block, 0) && copyIsSound(block, COPY_LENGTH);
  }

  private static boolean copyIsSound(final ByteBuffer block, final int offset) {
    final byte[] magic = new byte[MAGIC.length];
    block.get(offset, magic);
    return Arrays.equals(magic, MAGIC)
        && block.getInt(offset + CHECKSUM_OFFSET) == checksum(block, offset)
        && (FileKind.of(block.getInt(offset + 12)) != null || !isRead(block.getInt(offset + 8)));
  }

  private static boolean isRead(final int version) {
    return version >= 1 && version <= VERSION;
  }

  private static FileHeader decodeCopy(final ByteBuffer block, final int offset)
      throws DataFolderException {
    if (!isRead(block.getInt(offset + 8))) {
      throw new DataFolderException(
          "The journal has format "
              + block.getInt(offset + 8)
              + ", this version of MCC reads formats 1 to "
              + VERSION
              + ": start it with the version that wrote it.");
    }
    final byte[] networkId = new byte[FolderBinding.NETWORK_ID_LENGTH];
    final byte[] nodeId = new byte[FolderBinding.NODE_ID_LENGTH];
    block.get(offset + 32, networkId).get(offset + 48, nodeId);
    return new FileHeader(
        block.getInt(offset + 8),
        FileKind.of(block.getInt(offset + 12)),
        block.getLong(offset + 16),
        block.getLong(offset + 24),
        new FolderBinding(networkId, nodeId),
        block.getLong(offset + 80),
        block.getLong(offset + 88),
        block.getLong(offset + 96));
  }

  private static int checksum(final ByteBuffer block, final int offset) {
    final CRC32C checksum = new CRC32C();
    checksum.update(block.slice(offset, CHECKSUM_OFFSET));
    return (int) checksum.getValue();
  }
}
