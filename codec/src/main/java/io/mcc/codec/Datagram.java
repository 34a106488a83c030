package io.mcc.codec;

/** What every datagram has in common: its longest length and the form in the top bits of byte 0. */
public final class Datagram {
  /** Bytes of UDP payload that every path is taken to carry. */
  public static final int LENGTH_MAX = 1200;

  /** Bits 7 and 6 of byte 0 of a handshake datagram; the others are its type. */
  public static final int FORM_HANDSHAKE = 0;

  /** Bits 7 and 6 of byte 0 of a sealed datagram; the others are zero. */
  public static final int FORM_SEALED = 1;

  private static final int FORM_SHIFT = 6;

  private Datagram() {}

  /** Form of a datagram, 0 to 3; 2 and 3 are reserved: dropped. */
  public static int form(byte firstByte) {
    return (firstByte & 0xFF) >>> FORM_SHIFT;
  }

  static byte firstByte(int form) {
    return (byte) (form << FORM_SHIFT);
  }
}
