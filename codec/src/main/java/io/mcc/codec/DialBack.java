package io.mcc.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Asks the receiver to dial an address: whoever is there wants to know if others reach it. Padded
 * to a datagram of its own, so that what it makes the receiver send there is at most three times as
 * long.
 */
public final class DialBack extends Flyweight {
  public static final int TYPE = 0x0A;
  public static final int LENGTH = FrameHeader.PAYLOAD_LENGTH_MAX;

  /** Where the fields end. */
  static final int PADDING_OFFSET = Id.LENGTH + Endpoint.LENGTH_IPV6;

  private static final int PEER_ID_OFFSET = 0;
  private static final int ENDPOINT_OFFSET = Id.LENGTH;

  /** Wraps memory for a message, whose padding is zeroed: nothing that lay there goes out. */
  public DialBack wrap(MutableDirectBuffer buffer, int offset) {
    wrapForWriting(buffer, offset);
    buffer.setMemory(offset + PADDING_OFFSET, LENGTH - PADDING_OFFSET, (byte) 0);
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

  /** Who is to be dialled. */
  public Id peerId(Id into) {
    return id(PEER_ID_OFFSET, into);
  }

  public DialBack putPeerId(Id peerId) {
    peerId.write(target(), offset() + PEER_ID_OFFSET);
    return this;
  }

  /** The address to be dialled; it may be any. */
  public Endpoint endpoint(Endpoint into) {
    return into.read6(buffer(), offset() + ENDPOINT_OFFSET);
  }

  public DialBack putEndpoint(Endpoint endpoint) {
    endpoint.write6(target(), offset() + ENDPOINT_OFFSET);
    return this;
  }
}
