package io.mcc.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Ends the session; nothing answers it. */
public final class Close extends Flyweight {
  public static final int TYPE = 0x01;
  public static final int LENGTH = 2;

  private static final int CODE_OFFSET = 0;

  public Close wrap(MutableDirectBuffer buffer, int offset) {
    wrapForWriting(buffer, offset);
    return this;
  }

  /**
   * Wraps a received body if it is well formed; bytes after the message are ignored.
   *
   * @return false when malformed; the accessors must not be called then
   */
  public boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
    if (length < LENGTH) {
      return false;
    }
    wrapForReading(buffer, offset);
    return true;
  }

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
