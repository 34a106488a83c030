package io.mcc.engine.record.journal;

import static io.mcc.engine.record.RecordStore.RECORD_LENGTH_MAX;
import static io.mcc.engine.record.RecordStore.STORE_KEY_LENGTH;

import io.mcc.engine.record.RecordLog.Change;
import java.nio.ByteOrder;
import org.agrona.BitUtil;

/** Where the fields of an entry lie; the layout is in the package's comment. */
final class EntryLayout {
  static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  static final int ALIGNMENT = 8;
  static final int CHECKSUM_OFFSET = 0;
  static final int LENGTH_OFFSET = 4;
  static final int SEQUENCE_OFFSET = 8;
  static final int CHANGE_OFFSET = 16;
  static final int STORE_KEY_OFFSET = 17;
  static final int RECORD_OFFSET = STORE_KEY_OFFSET + STORE_KEY_LENGTH;

  /** Bytes of the longest entry, padding included. */
  static final int ALIGNED_LENGTH_MAX = BitUtil.align(RECORD_OFFSET + RECORD_LENGTH_MAX, ALIGNMENT);

  static final byte PUT = 0;
  static final byte REMOVE = 1;

  private static final long CHAIN_FACTOR = 0x9E3779B97F4A7C15L;

  private EntryLayout() {}

  static int alignedLength(final int length) {
    return BitUtil.align(length, ALIGNMENT);
  }

  static byte code(final Change change) {
    return change == Change.PUT ? PUT : REMOVE;
  }

  static boolean validLength(final int length) {
    return length >= RECORD_OFFSET && length <= RECORD_OFFSET + RECORD_LENGTH_MAX;
  }

  static long chain(final long chain, final int checksum) {
    return (chain + (checksum & 0xFFFF_FFFFL) + 1) * CHAIN_FACTOR;
  }
}
