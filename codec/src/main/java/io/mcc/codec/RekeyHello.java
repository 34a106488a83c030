package io.mcc.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Begins a handshake inside a session, for new keys. Its body is the first Noise message: ephemeral
 * key 32, then its payload, the connection id u64 that packets to the sender will carry.
 */
public final class RekeyHello extends Flyweight {
  public static final int TYPE = 0x05;
  public static final int LENGTH = 40;

  private static final int CONNECTION_ID_OFFSET = 32;

  public RekeyHello wrap(MutableDirectBuffer buffer, int offset) {
    wrapForWriting(buffer, offset);
    return this;
  }

  /**
   * Wraps a received body if it is complete; bytes after the message are ignored.
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

  /** The ephemeral key: what tells one attempt from another. */
  public Id ephemeral(Id into) {
    return id(0, into);
  }

  /** What packets to the sender will carry. */
  public long connectionId() {
    return int64(CONNECTION_ID_OFFSET);
  }
}
