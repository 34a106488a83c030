package io.mcc.codec;

import org.agrona.DirectBuffer;

/**
 * A message that carries a record: flags, the signed header, and the value where it travels inline.
 *
 * @param <M> the message itself, so that setters chain
 */
abstract class RecordMessage<M extends RecordMessage<M>> extends NumberedMessage<M> {
  /** Where the header begins in the body. */
  public static final int RECORD_OFFSET = 5;

  private static final int FLAGS_OFFSET = BODY_OFFSET;
  private static final int INLINE_FLAG = 1;

  private final RecordHeader record = new RecordHeader();
  private int headerLength;
  private int valueLength;

  RecordMessage() {}

  @Override
  final int lengthMin() {
    return RECORD_OFFSET;
  }

  @Override
  final void begin() {
    unsignedByte(FLAGS_OFFSET, 0);
    headerLength = 0;
    valueLength = 0;
  }

  @Override
  final boolean isValid(int length) {
    if (!record.wrapIfValid(buffer(), offset() + RECORD_OFFSET, length - RECORD_OFFSET)) {
      return false;
    }
    headerLength = record.length();
    valueLength = inline() ? record.valueLength() : 0;
    return RECORD_OFFSET + headerLength + valueLength <= length;
  }

  @Override
  public final int encodedLength() {
    return RECORD_OFFSET + headerLength + valueLength;
  }

  /** The received record's header; valid as long as this message's bytes are. */
  public final RecordHeader record() {
    return record;
  }

  /** Whether the value follows the header; otherwise it is pulled by {@link RecordRange}. */
  public final boolean inline() {
    return flag(INLINE_FLAG);
  }

  /** Where the header begins in {@link #buffer()}; an inline value follows without a gap. */
  public final int recordOffset() {
    return offset() + RECORD_OFFSET;
  }

  /** Where an inline value begins in {@link #buffer()}. */
  public final int valueOffset() {
    return recordOffset() + headerLength;
  }

  /** Bytes of the inline value; 0 when the value isn't inline. */
  public final int inlineValueLength() {
    return valueLength;
  }

  /** Writes the signed header. */
  public final M putHeader(DirectBuffer source, int sourceOffset, int length) {
    putBytes(RECORD_OFFSET, source, sourceOffset, length);
    headerLength = length;
    return self();
  }

  /** Writes the value after the header, which must be there already, and says that it is inline. */
  public final M putValue(DirectBuffer source, int sourceOffset, int length) {
    putBytes(RECORD_OFFSET + headerLength, source, sourceOffset, length);
    valueLength = length;
    raise(INLINE_FLAG);
    return self();
  }

  final boolean flag(int flag) {
    return (unsignedByte(FLAGS_OFFSET) & flag) != 0;
  }

  final void raise(int flag) {
    unsignedByte(FLAGS_OFFSET, unsignedByte(FLAGS_OFFSET) | flag);
  }
}
