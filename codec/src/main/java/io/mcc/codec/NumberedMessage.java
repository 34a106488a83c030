package io.mcc.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A request or a reply: its body begins with the request's number (u32), which the reply repeats.
 *
 * @param <M> the message itself, so that setters chain
 */
abstract class NumberedMessage<M extends NumberedMessage<M>> extends Flyweight {
  /** Offset of the request's number, the same in every request and reply. */
  public static final int REQUEST_ID_OFFSET = 0;

  static final int BODY_OFFSET = 4;

  NumberedMessage() {}

  abstract M self();

  /** Wraps for writing; what the message counts (entries, flags) begins at zero. */
  public M wrap(MutableDirectBuffer buffer, int offset) {
    wrapForWriting(buffer, offset);
    begin();
    return self();
  }

  /** Puts counts and flags to their first value; a message of fixed fields has none. */
  void begin() {}

  /**
   * Wraps a received body if it is well formed; bytes after the message are ignored.
   *
   * @param length bytes available from {@code offset}; nothing beyond is read
   * @return false when malformed; the accessors must not be called then
   */
  public final boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
    if (length < lengthMin()) {
      return false;
    }
    wrapForReading(buffer, offset);
    return isValid(length);
  }

  /** Bytes without which no field may be read. */
  abstract int lengthMin();

  /** What the fixed fields promise, against the bytes that are there (at least the minimum). */
  boolean isValid(int length) {
    return true;
  }

  /** Bytes the message takes, as written so far or as received. */
  public abstract int encodedLength();

  /** The request's number, an unsigned 32-bit value. */
  public final int requestId() {
    return int32(REQUEST_ID_OFFSET);
  }

  public final M requestId(int requestId) {
    int32(REQUEST_ID_OFFSET, requestId);
    return self();
  }
}
