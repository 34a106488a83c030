package io.mcc.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Type (u8) and payload length (u16) in front of every frame of a sealed datagram. */
public final class FrameHeader extends Flyweight {
  /** Bytes of this header. */
  public static final int LENGTH = 3;

  /** Bytes of payload of a frame that is alone in a datagram of full length. */
  public static final int PAYLOAD_LENGTH_MAX = SealedHeader.PAYLOAD_LENGTH_MAX - LENGTH;

  /** A frame that says nothing; any payload. */
  public static final int PADDING = 0x00;

  /** First type that demands an answer. */
  public static final int REQUEST_TYPE_MIN = 0x40;

  /** First type that answers. */
  public static final int REPLY_TYPE_MIN = 0x80;

  /** First type of streams; neither request nor reply. */
  public static final int STREAM_TYPE_MIN = 0xC0;

  private static final int TYPE_OFFSET = 0;
  private static final int PAYLOAD_LENGTH_OFFSET = 1;

  public FrameHeader wrap(MutableDirectBuffer buffer, int offset) {
    wrapForWriting(buffer, offset);
    return this;
  }

  /** Wraps the next frame of a payload, if header and payload are complete. */
  public boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
    if (length < LENGTH) {
      return false;
    }
    wrapForReading(buffer, offset);
    return LENGTH + payloadLength() <= length;
  }

  public int type() {
    return unsignedByte(TYPE_OFFSET);
  }

  public FrameHeader type(int type) {
    unsignedByte(TYPE_OFFSET, type);
    return this;
  }

  /** Bytes after this header, 0 to 65,535. */
  public int payloadLength() {
    return unsignedShort(PAYLOAD_LENGTH_OFFSET);
  }

  public FrameHeader payloadLength(int payloadLength) {
    unsignedShort(PAYLOAD_LENGTH_OFFSET, payloadLength);
    return this;
  }

  public int payloadOffset() {
    return offset() + LENGTH;
  }

  /** Bytes of header and payload: the next frame begins so far from this one. */
  public int encodedLength() {
    return LENGTH + payloadLength();
  }

  /** Whether a frame of this type concerns the session itself; nobody answers it. */
  public static boolean isControl(int type) {
    return type < REQUEST_TYPE_MIN;
  }

  /** Whether a frame of this type demands an answer (an unknown one: UNSUPPORTED). */
  public static boolean isRequest(int type) {
    return type >= REQUEST_TYPE_MIN && type < REPLY_TYPE_MIN;
  }

  public static boolean isReply(int type) {
    return type >= REPLY_TYPE_MIN && type < STREAM_TYPE_MIN;
  }
}
