package io.mcc.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The payload of HS1, in the clear: what the initiator speaks. Connection id u64, capabilities u64,
 * AEADs u8 (a bit each), count of wire versions u8, wire versions u8 each (at most 8), zero bytes
 * up to the length of the datagram.
 */
public final class HandshakeHello extends Flyweight {
  /** Bytes of the payload, padding included. */
  public static final int LENGTH = HandshakeDatagram.HS1_MESSAGE_LENGTH - 32;

  /** The wire version that this code speaks. */
  public static final int WIRE_VERSION = 1;

  /** Bit of AES-256-GCM. */
  public static final int AEAD_AES_256_GCM = 1;

  /** Bit of ChaCha20-Poly1305, which everybody speaks. */
  public static final int AEAD_CHACHA20_POLY1305 = 2;

  private static final int CONNECTION_ID_OFFSET = 0;
  private static final int CAPABILITIES_OFFSET = 8;
  private static final int AEADS_OFFSET = 16;
  private static final int VERSION_COUNT_OFFSET = 17;
  private static final int VERSIONS_OFFSET = 18;
  private static final int VERSION_COUNT_MAX = 8;

  /** Begins a payload that offers {@link #WIRE_VERSION}. */
  public HandshakeHello wrap(MutableDirectBuffer buffer, int offset) {
    wrapForWriting(buffer, offset);
    buffer.setMemory(offset, LENGTH, (byte) 0);
    unsignedByte(VERSION_COUNT_OFFSET, 1);
    unsignedByte(VERSIONS_OFFSET, WIRE_VERSION);
    return this;
  }

  /** Wraps a received payload if it is complete. */
  public boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
    if (length < LENGTH) {
      return false;
    }
    wrapForReading(buffer, offset);
    return unsignedByte(VERSION_COUNT_OFFSET) <= VERSION_COUNT_MAX;
  }

  /** What sealed packets to the initiator will carry. */
  public long connectionId() {
    return int64(CONNECTION_ID_OFFSET);
  }

  /** Sets what sealed packets to the initiator will carry. */
  public HandshakeHello connectionId(long connectionId) {
    int64(CONNECTION_ID_OFFSET, connectionId);
    return this;
  }

  /** Bits of what the initiator can do; all reserved so far. */
  public long capabilities() {
    return int64(CAPABILITIES_OFFSET);
  }

  /** Bits of the AEADs that the initiator speaks. */
  public int aeads() {
    return unsignedByte(AEADS_OFFSET);
  }

  /** Sets the bits of the AEADs that the initiator speaks. */
  public HandshakeHello aeads(int aeads) {
    unsignedByte(AEADS_OFFSET, aeads);
    return this;
  }

  /** Whether the initiator speaks a wire version. */
  public boolean speaks(int version) {
    int count = unsignedByte(VERSION_COUNT_OFFSET);
    for (int index = 0; index < count; index++) {
      if (unsignedByte(VERSIONS_OFFSET + index) == version) {
        return true;
      }
    }
    return false;
  }
}
