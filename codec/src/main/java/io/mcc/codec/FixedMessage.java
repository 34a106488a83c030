package io.mcc.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A message about the session itself whose fields are fixed.
 *
 * @param <M> the message itself, so that setters chain
 */
abstract class FixedMessage<M extends FixedMessage<M>> extends Flyweight {
  FixedMessage() {}

  abstract M self();

  public final M wrap(MutableDirectBuffer buffer, int offset) {
    wrapForWriting(buffer, offset);
    return self();
  }

  /**
   * Wraps a received body if it is complete; bytes after the message are ignored.
   *
   * @return false when malformed; the accessors must not be called then
   */
  public final boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
    if (length < encodedLength()) {
      return false;
    }
    wrapForReading(buffer, offset);
    return true;
  }

  /** Bytes of the message. */
  public abstract int encodedLength();
}
