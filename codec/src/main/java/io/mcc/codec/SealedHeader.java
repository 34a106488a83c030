package io.mcc.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The 16 clear bytes of a sealed datagram: form, packet number (56 bits), and the connection id
 * that the receiver chose. All of them are associated data. Ciphertext follows, and ends in the
 * tag.
 */
public final class SealedHeader extends Flyweight {
  /** Bytes of this header. */
  public static final int LENGTH = 16;

  /** Bytes of the authentication tag that ends the datagram. */
  public static final int TAG_LENGTH = 16;

  /** Bytes of frames that fit a datagram of full length. */
  public static final int PAYLOAD_LENGTH_MAX = Datagram.LENGTH_MAX - LENGTH - TAG_LENGTH;

  public static final long PACKET_NUMBER_MAX = (1L << 56) - 1;

  private static final int PACKET_NUMBER_OFFSET = 0;
  private static final int CONNECTION_ID_OFFSET = 8;
  private static final byte FIRST_BYTE = Datagram.firstByte(Datagram.FORM_SEALED);

  public SealedHeader wrap(MutableDirectBuffer buffer, int offset) {
    wrapForWriting(buffer, offset);
    packetNumber(0);
    return this;
  }

  /**
   * Wraps a received datagram if it can be a sealed one: the form is right, reserved bits are zero,
   * and header and tag are there.
   */
  public boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
    if (length < LENGTH + TAG_LENGTH || buffer.getByte(offset) != FIRST_BYTE) {
      return false;
    }
    wrapForReading(buffer, offset);
    return true;
  }

  public long packetNumber() {
    return int64(PACKET_NUMBER_OFFSET) >>> 8;
  }

  public SealedHeader packetNumber(long packetNumber) {
    int64(PACKET_NUMBER_OFFSET, packetNumber << 8 | FIRST_BYTE);
    return this;
  }

  public long connectionId() {
    return int64(CONNECTION_ID_OFFSET);
  }

  public SealedHeader connectionId(long connectionId) {
    int64(CONNECTION_ID_OFFSET, connectionId);
    return this;
  }
}
