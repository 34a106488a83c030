package io.mcc.codec;

/** Ends the session; nothing answers it. */
public final class Close extends FixedMessage<Close> {
  public static final int TYPE = 0x01;
  public static final int LENGTH = 2;

  private static final int CODE_OFFSET = 0;

  @Override
  Close self() {
    return this;
  }

  @Override
  public int encodedLength() {
    return LENGTH;
  }

  public ErrorCode code() {
    return ErrorCode.of(unsignedShort(CODE_OFFSET));
  }

  public Close code(ErrorCode code) {
    unsignedShort(CODE_OFFSET, code.code());
    return this;
  }
}
