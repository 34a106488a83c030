package io.mcc.codec;

/** Answers any request that won't be done, and says why. */
public final class Refused extends NumberedMessage<Refused> {
  public static final int TYPE = 0xBF;
  public static final int LENGTH = 6;

  private static final int CODE_OFFSET = BODY_OFFSET;

  @Override
  Refused self() {
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

  public ErrorCode code() {
    return ErrorCode.of(unsignedShort(CODE_OFFSET));
  }

  public Refused code(ErrorCode code) {
    unsignedShort(CODE_OFFSET, code.code());
    return this;
  }
}
