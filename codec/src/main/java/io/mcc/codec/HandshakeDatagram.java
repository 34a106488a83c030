package io.mcc.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What the four handshake datagrams have in common: a type in byte 0 (form 0), and {@code mac1} in
 * the last 16 bytes, over everything before it.
 *
 * <p>HS1: type, token length u8, 6 zero bytes, token 40, Noise message 1, mac1; always {@link
 * Datagram#LENGTH_MAX} bytes. HS2 and HS3: type, 7 zero bytes, connection id u64 of the receiver,
 * Noise message, mac1. RETRY: type, token length u8, 6 zero bytes, connection id u64 of the
 * receiver, token 40, mac1.
 */
public final class HandshakeDatagram extends Flyweight {
  /** Opens a handshake. */
  public static final int HS1 = 1;

  /** Answers HS1. */
  public static final int HS2 = 2;

  /** Answers HS2 and ends the handshake. */
  public static final int HS3 = 3;

  /** Answers HS1 under load: come again with this token. */
  public static final int RETRY = 4;

  /** Bytes of mac1, the end of every handshake datagram. */
  public static final int MAC_LENGTH = 16;

  /** Bytes of a token's field. */
  public static final int TOKEN_LENGTH = 40;

  /** Where the Noise message of HS2 and HS3 begins. */
  public static final int MESSAGE_OFFSET = 16;

  /** Where the Noise message of HS1 begins. */
  public static final int HS1_MESSAGE_OFFSET = 48;

  /** Bytes of the Noise message of HS1. */
  public static final int HS1_MESSAGE_LENGTH =
      Datagram.LENGTH_MAX - HS1_MESSAGE_OFFSET - MAC_LENGTH;

  /** Bytes of RETRY. */
  public static final int RETRY_LENGTH = 16 + TOKEN_LENGTH + MAC_LENGTH;

  private static final int HS1_TOKEN_OFFSET = 8;
  private static final int RETRY_TOKEN_OFFSET = 16;
  private static final int TOKEN_LENGTH_OFFSET = 1;
  private static final int CONNECTION_ID_OFFSET = 8;
  private static final int LENGTH_MIN = RETRY_LENGTH;

  private int length;

  /** Begins a datagram of the type; header fields are zero. */
  public HandshakeDatagram wrap(MutableDirectBuffer buffer, int offset, int type) {
    wrapForWriting(buffer, offset);
    int headerLength = type == HS1 ? HS1_MESSAGE_OFFSET : MESSAGE_OFFSET;
    buffer.setMemory(offset, headerLength, (byte) 0);
    unsignedByte(0, type);
    return this;
  }

  /** Wraps a received datagram whose form is 0, if type and length fit one another. */
  public boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
    if (length < LENGTH_MIN || length > Datagram.LENGTH_MAX) {
      return false;
    }
    wrapForReading(buffer, offset);
    this.length = length;
    return switch (type()) {
      case HS1 -> length == Datagram.LENGTH_MAX && tokenLength() <= TOKEN_LENGTH;
      case HS2, HS3 -> true;
      case RETRY -> length == RETRY_LENGTH && tokenLength() <= TOKEN_LENGTH;
      default -> false;
    };
  }

  /** {@link #HS1}, {@link #HS2}, {@link #HS3} or {@link #RETRY}. */
  public int type() {
    return unsignedByte(0);
  }

  /** Bytes of the token that are used, in HS1 and RETRY; 0 is none. */
  public int tokenLength() {
    return unsignedByte(TOKEN_LENGTH_OFFSET);
  }

  /** Puts the token in, in HS1 and RETRY. */
  public HandshakeDatagram token(DirectBuffer token, int tokenOffset, int tokenLength) {
    unsignedByte(TOKEN_LENGTH_OFFSET, tokenLength);
    putBytes(tokenFieldOffset(), token, tokenOffset, tokenLength);
    return this;
  }

  /** Where the token lies in {@link #buffer}, in HS1 and RETRY. */
  public int tokenOffset() {
    return offset() + tokenFieldOffset();
  }

  private int tokenFieldOffset() {
    return type() == HS1 ? HS1_TOKEN_OFFSET : RETRY_TOKEN_OFFSET;
  }

  /** The receiver's connection id, in HS2, HS3 and RETRY. */
  public long connectionId() {
    return int64(CONNECTION_ID_OFFSET);
  }

  /** Sets the receiver's connection id, in HS2, HS3 and RETRY. */
  public HandshakeDatagram connectionId(long connectionId) {
    int64(CONNECTION_ID_OFFSET, connectionId);
    return this;
  }

  /** Where the Noise message lies in {@link #buffer}, in HS1, HS2 and HS3. */
  public int messageOffset() {
    return offset() + (type() == HS1 ? HS1_MESSAGE_OFFSET : MESSAGE_OFFSET);
  }

  /** Bytes of the Noise message of a received HS1, HS2 or HS3. */
  public int messageLength() {
    return offset() + length - MAC_LENGTH - messageOffset();
  }

  /** Where mac1 lies in {@link #buffer}, in a received datagram. */
  public int macOffset() {
    return offset() + length - MAC_LENGTH;
  }
}
