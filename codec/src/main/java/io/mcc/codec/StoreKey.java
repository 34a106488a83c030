package io.mcc.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Key of a record in a store: kind u8, the record's key, and the publisher's id, which is zero
 * where one key has one value.
 */
public final class StoreKey {
  /** Bytes of a key. */
  public static final int LENGTH = 65;

  public static final int KIND_OFFSET = 0;
  public static final int KEY_OFFSET = 1;
  public static final int PUBLISHER_OFFSET = 33;

  private StoreKey() {}

  public static void write(
      MutableDirectBuffer buffer, int offset, RecordKind kind, Id key, Id publisher) {
    buffer.putByte(offset + KIND_OFFSET, (byte) kind.code());
    key.write(buffer, offset + KEY_OFFSET);
    if (kind.manyPublishers()) {
      publisher.write(buffer, offset + PUBLISHER_OFFSET);
    } else {
      buffer.setMemory(offset + PUBLISHER_OFFSET, Id.LENGTH, (byte) 0);
    }
  }

  public static RecordKind kind(DirectBuffer buffer, int offset) {
    return RecordKind.of(buffer.getByte(offset + KIND_OFFSET) & 0xFF);
  }

  public static Id key(DirectBuffer buffer, int offset, Id into) {
    return into.read(buffer, offset + KEY_OFFSET);
  }

  public static Id publisher(DirectBuffer buffer, int offset, Id into) {
    return into.read(buffer, offset + PUBLISHER_OFFSET);
  }
}
