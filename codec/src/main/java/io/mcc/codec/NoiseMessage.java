package io.mcc.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What the frames have in common that carry a Noise message whose length depends on a certificate
 * path: length u16, Noise message.
 *
 * @param <M> the frame itself
 */
public abstract class NoiseMessage<M extends NoiseMessage<M>> extends Flyweight {
  /** Where the Noise message begins. */
  public static final int MESSAGE_OFFSET = 2;

  private static final int LENGTH_OFFSET = 0;

  NoiseMessage() {}

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
    if (length < MESSAGE_OFFSET) {
      return false;
    }
    wrapForReading(buffer, offset);
    return encodedLength() <= length;
  }

  public final int encodedLength() {
    return MESSAGE_OFFSET + messageLength();
  }

  /** Where the Noise message lies in {@link #buffer}. */
  public final int messageOffset() {
    return offset() + MESSAGE_OFFSET;
  }

  /** Bytes of the Noise message. */
  public final int messageLength() {
    return unsignedShort(LENGTH_OFFSET);
  }

  /** Sets the bytes of the Noise message, which has been written to {@link #messageOffset}. */
  public final M messageLength(int messageLength) {
    unsignedShort(LENGTH_OFFSET, messageLength);
    return self();
  }
}
