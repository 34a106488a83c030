package io.mcc.codec;

/** Answers {@link RecordPut}: what became of the record, and the sequence that is held now. */
public final class RecordAck extends NumberedMessage<RecordAck> {
  public static final int TYPE = 0x82;
  public static final int LENGTH = 13;

  /** The record is held: new, or in place of a lower one. */
  public static final int STORED = 0;

  /** An identical record was held already; its expiry may have moved. */
  public static final int REFRESHED = 1;

  /** The holder has one that is higher in the order: the writer must read it. */
  public static final int CURRENT_IS_NEWER = 2;

  private static final int STATUS_OFFSET = BODY_OFFSET;
  private static final int SEQUENCE_OFFSET = 5;

  @Override
  RecordAck self() {
    return this;
  }

  @Override
  int lengthMin() {
    return LENGTH;
  }

  @Override
  boolean isValid(int length) {
    return status() <= CURRENT_IS_NEWER;
  }

  @Override
  public int encodedLength() {
    return LENGTH;
  }

  /** {@link #STORED}, {@link #REFRESHED} or {@link #CURRENT_IS_NEWER}. */
  public int status() {
    return unsignedByte(STATUS_OFFSET);
  }

  public RecordAck status(int status) {
    unsignedByte(STATUS_OFFSET, status);
    return this;
  }

  /** Sequence of the record that the holder has now. */
  public long sequence() {
    return int64(SEQUENCE_OFFSET);
  }

  public RecordAck sequence(long sequence) {
    int64(SEQUENCE_OFFSET, sequence);
    return this;
  }
}
