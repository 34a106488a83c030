package io.mcc.codec;

/**
 * Pulls a part of a value that is too long to travel with its header; answered by {@link
 * RecordData}, or by {@link RecordMissing} when the value with this hash isn't held any more.
 */
public final class RecordRange extends NumberedMessage<RecordRange> {
  public static final int TYPE = 0x44;
  public static final int LENGTH = 107;

  /** Longest part that one answer carries. */
  public static final int PART_LENGTH_MAX = 1024;

  private static final int KIND_OFFSET = BODY_OFFSET;
  private static final int KEY_OFFSET = 5;
  private static final int PUBLISHER_OFFSET = 37;
  private static final int VALUE_HASH_OFFSET = 69;
  private static final int PART_OFFSET_OFFSET = 101;
  private static final int PART_LENGTH_OFFSET = 105;

  @Override
  RecordRange self() {
    return this;
  }

  @Override
  int lengthMin() {
    return LENGTH;
  }

  @Override
  boolean isValid(int length) {
    return partLength() <= PART_LENGTH_MAX
        && Integer.compareUnsigned(partOffset(), RecordHeader.VALUE_LENGTH_MAX) <= 0;
  }

  @Override
  public int encodedLength() {
    return LENGTH;
  }

  /** The kind; {@link RecordKind#UNKNOWN} when this version doesn't know it. */
  public RecordKind kind() {
    return RecordKind.of(unsignedByte(KIND_OFFSET));
  }

  public RecordRange kind(RecordKind kind) {
    unsignedByte(KIND_OFFSET, kind.code());
    return this;
  }

  public Id key(Id into) {
    return id(KEY_OFFSET, into);
  }

  public RecordRange putKey(Id key) {
    putId(KEY_OFFSET, key);
    return this;
  }

  /** The publisher's node id; zero where a key has one value. */
  public Id publisher(Id into) {
    return id(PUBLISHER_OFFSET, into);
  }

  public RecordRange putPublisher(Id publisher) {
    putId(PUBLISHER_OFFSET, publisher);
    return this;
  }

  /** Hash of the whole value: a part of another value is no use. */
  public Id valueHash(Id into) {
    return id(VALUE_HASH_OFFSET, into);
  }

  public RecordRange putValueHash(Id valueHash) {
    putId(VALUE_HASH_OFFSET, valueHash);
    return this;
  }

  /** Where the part begins in the value, 0 to 65,536. */
  public int partOffset() {
    return int32(PART_OFFSET_OFFSET);
  }

  public RecordRange partOffset(int partOffset) {
    int32(PART_OFFSET_OFFSET, partOffset);
    return this;
  }

  /** Bytes asked for, 0 to 1,024. */
  public int partLength() {
    return unsignedShort(PART_LENGTH_OFFSET);
  }

  public RecordRange partLength(int partLength) {
    unsignedShort(PART_LENGTH_OFFSET, partLength);
    return this;
  }
}
