package io.mcc.codec;

/** Says that the record asked for isn't held here; answers {@link RecordGet} and RecordRange. */
public final class RecordMissing extends NumberedMessage<RecordMissing> {
  public static final int TYPE = 0x84;
  public static final int LENGTH = BODY_OFFSET;

  @Override
  RecordMissing self() {
    return this;
  }

  @Override
  int lengthMin() {
    return LENGTH;
  }

  @Override
  public int encodedLength() {
    return LENGTH;
  }
}
