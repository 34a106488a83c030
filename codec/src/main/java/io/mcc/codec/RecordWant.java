package io.mcc.codec;

/** Answers {@link RecordOffer}: which of its entries the receiver wants to be put. */
public final class RecordWant extends NumberedMessage<RecordWant> {
  public static final int TYPE = 0x86;
  public static final int LENGTH = 7;

  private static final int COUNT_OFFSET = BODY_OFFSET;
  private static final int BITMAP_OFFSET = 5;

  @Override
  RecordWant self() {
    return this;
  }

  @Override
  int lengthMin() {
    return LENGTH;
  }

  @Override
  void begin() {
    unsignedByte(COUNT_OFFSET, 0);
    unsignedShort(BITMAP_OFFSET, 0);
  }

  @Override
  boolean isValid(int length) {
    return count() <= RecordOffer.COUNT_MAX;
  }

  @Override
  public int encodedLength() {
    return LENGTH;
  }

  /** Number of entries of the offer that this answers, 0 to 9. */
  public int count() {
    return unsignedByte(COUNT_OFFSET);
  }

  public RecordWant count(int count) {
    unsignedByte(COUNT_OFFSET, count);
    return this;
  }

  /** Whether the entry with this index is wanted; false beyond the count. */
  public boolean wanted(int index) {
    return index < count() && (unsignedShort(BITMAP_OFFSET) >>> index & 1) != 0;
  }

  /** Marks the entry with this index as wanted. */
  public RecordWant want(int index) {
    unsignedShort(BITMAP_OFFSET, unsignedShort(BITMAP_OFFSET) | 1 << index);
    return this;
  }
}
