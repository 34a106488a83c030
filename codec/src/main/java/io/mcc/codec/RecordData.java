package io.mcc.codec;

import org.agrona.DirectBuffer;

/** Answers {@link RecordRange} with a part of the value. */
public final class RecordData extends NumberedMessage<RecordData> {
  public static final int TYPE = 0x85;

  private static final int PART_OFFSET_OFFSET = BODY_OFFSET;
  private static final int PART_LENGTH_OFFSET = 8;
  private static final int BYTES_OFFSET = 10;

  @Override
  RecordData self() {
    return this;
  }

  @Override
  int lengthMin() {
    return BYTES_OFFSET;
  }

  @Override
  void begin() {
    unsignedShort(PART_LENGTH_OFFSET, 0);
  }

  @Override
  boolean isValid(int length) {
    return partLength() <= RecordRange.PART_LENGTH_MAX
        && Integer.compareUnsigned(partOffset(), RecordHeader.VALUE_LENGTH_MAX) <= 0
        && encodedLength() <= length;
  }

  @Override
  public int encodedLength() {
    return BYTES_OFFSET + partLength();
  }

  /** Where the part begins in the value, 0 to 65,536. */
  public int partOffset() {
    return int32(PART_OFFSET_OFFSET);
  }

  public RecordData partOffset(int partOffset) {
    int32(PART_OFFSET_OFFSET, partOffset);
    return this;
  }

  /** Bytes of the part, 0 to 1,024. */
  public int partLength() {
    return unsignedShort(PART_LENGTH_OFFSET);
  }

  /** Where the part's bytes begin in {@link #buffer()}. */
  public int bytesOffset() {
    return offset() + BYTES_OFFSET;
  }

  /** Writes the part's bytes and their length, at most 1,024. */
  public RecordData putPart(DirectBuffer source, int sourceOffset, int length) {
    putBytes(BYTES_OFFSET, source, sourceOffset, length);
    unsignedShort(PART_LENGTH_OFFSET, length);
    return this;
  }
}
