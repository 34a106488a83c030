package io.mcc.codec;

/** Names records that a holder would hand over; answered by {@link RecordWant}. */
public final class RecordOffer extends NumberedMessage<RecordOffer> {
  public static final int TYPE = 0x45;

  /** Most entries of one offer. */
  public static final int COUNT_MAX = 9;

  /** Bytes of one entry. */
  public static final int ENTRY_LENGTH = 113;

  private static final int COUNT_OFFSET = BODY_OFFSET;
  private static final int ENTRIES_OFFSET = 5;
  private static final int KIND_OFFSET = 0;
  private static final int KEY_OFFSET = 1;
  private static final int PUBLISHER_OFFSET = 33;
  private static final int SEQUENCE_OFFSET = 65;
  private static final int EXPIRY_OFFSET = 73;
  private static final int VALUE_HASH_OFFSET = 81;

  @Override
  RecordOffer self() {
    return this;
  }

  @Override
  int lengthMin() {
    return ENTRIES_OFFSET;
  }

  @Override
  void begin() {
    unsignedByte(COUNT_OFFSET, 0);
  }

  @Override
  boolean isValid(int length) {
    return count() <= COUNT_MAX && encodedLength() <= length;
  }

  @Override
  public int encodedLength() {
    return entryOffset(count());
  }

  private static int entryOffset(int index) {
    return ENTRIES_OFFSET + index * ENTRY_LENGTH;
  }

  /** Number of entries, 0 to 9. */
  public int count() {
    return unsignedByte(COUNT_OFFSET);
  }

  /**
   * Appends an entry.
   *
   * @param publisher the publisher's node id; zero where a key has one value
   * @throws IllegalStateException when 9 are in it
   */
  public RecordOffer add(
      RecordKind kind, Id key, Id publisher, long sequence, long expiryMs, Id valueHash) {
    int count = count();
    if (count == COUNT_MAX) {
      throw new IllegalStateException("a RecordOffer takes " + COUNT_MAX + " entries");
    }
    int entryOffset = entryOffset(count);
    unsignedByte(entryOffset + KIND_OFFSET, kind.code());
    putId(entryOffset + KEY_OFFSET, key);
    putId(entryOffset + PUBLISHER_OFFSET, publisher);
    int64(entryOffset + SEQUENCE_OFFSET, sequence);
    int64(entryOffset + EXPIRY_OFFSET, expiryMs);
    putId(entryOffset + VALUE_HASH_OFFSET, valueHash);
    unsignedByte(COUNT_OFFSET, count + 1);
    return this;
  }

  /** The kind; {@link RecordKind#UNKNOWN} when this version doesn't know it. */
  public RecordKind kind(int index) {
    return RecordKind.of(unsignedByte(entryOffset(index) + KIND_OFFSET));
  }

  public Id key(int index, Id into) {
    return id(entryOffset(index) + KEY_OFFSET, into);
  }

  public Id publisher(int index, Id into) {
    return id(entryOffset(index) + PUBLISHER_OFFSET, into);
  }

  public long sequence(int index) {
    return int64(entryOffset(index) + SEQUENCE_OFFSET);
  }

  /** Instant of expiry, milliseconds since 1970 (UTC). */
  public long expiryMs(int index) {
    return int64(entryOffset(index) + EXPIRY_OFFSET);
  }

  public Id valueHash(int index, Id into) {
    return id(entryOffset(index) + VALUE_HASH_OFFSET, into);
  }
}
