package io.mcc.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The payload of HS2 and HS3: who the sender is, and (in HS2) what it chose. Connection id u64 of
 * the sender, capabilities u64, chosen AEAD u8 (one bit), chosen wire version u8, path length u16,
 * notAfter u64 (epoch ms), signature 64, certificate path (leaf first, DER). In HS3 the chosen
 * fields repeat the choice, and frames may follow: the first requests.
 *
 * <p>The signature is the identity key's over a context of 16 bytes, network id, X25519 static key,
 * notAfter: it binds the static key of the Noise handshake to the identity.
 */
public final class HandshakeProof extends Flyweight {
  /** Where the certificate path begins. */
  public static final int PATH_OFFSET = 92;

  /** Bit of the capabilities: the sender is a client, for no stranger has reached it yet. */
  public static final long CAPABILITY_CLIENT = 1;

  /** Longest certificate path that a handshake carries, in bytes. */
  public static final int PATH_LENGTH_MAX = 880;

  /** Bytes of the longest payload. */
  public static final int LENGTH_MAX = PATH_OFFSET + PATH_LENGTH_MAX;

  private static final int CONNECTION_ID_OFFSET = 0;
  private static final int CAPABILITIES_OFFSET = 8;
  private static final int AEAD_OFFSET = 16;
  private static final int VERSION_OFFSET = 17;
  private static final int PATH_LENGTH_OFFSET = 18;
  private static final int NOT_AFTER_OFFSET = 20;
  private static final int SIGNATURE_OFFSET = 28;

  /** Begins a payload; the fields before the path length are zero. */
  public HandshakeProof wrap(MutableDirectBuffer buffer, int offset) {
    wrapForWriting(buffer, offset);
    int64(CONNECTION_ID_OFFSET, 0);
    int64(CAPABILITIES_OFFSET, 0);
    unsignedShort(AEAD_OFFSET, 0);
    return this;
  }

  /** Wraps a received payload if it is complete. */
  public boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
    if (length < PATH_OFFSET) {
      return false;
    }
    wrapForReading(buffer, offset);
    return pathLength() > 0
        && pathLength() <= PATH_LENGTH_MAX
        && PATH_OFFSET + pathLength() <= length;
  }

  /** Bytes of the payload. */
  public int encodedLength() {
    return PATH_OFFSET + pathLength();
  }

  /** What sealed packets to the sender will carry. */
  public long connectionId() {
    return int64(CONNECTION_ID_OFFSET);
  }

  /** Sets what sealed packets to the sender will carry. */
  public HandshakeProof connectionId(long connectionId) {
    int64(CONNECTION_ID_OFFSET, connectionId);
    return this;
  }

  /** What the sender is and can, as bits; those that aren't known are ignored. */
  public long capabilities() {
    return int64(CAPABILITIES_OFFSET);
  }

  /** Sets what the sender is and can. */
  public HandshakeProof capabilities(long capabilities) {
    int64(CAPABILITIES_OFFSET, capabilities);
    return this;
  }

  /** The chosen AEAD: one bit of {@link HandshakeHello}. */
  public int aead() {
    return unsignedByte(AEAD_OFFSET);
  }

  /** Sets the chosen AEAD. */
  public HandshakeProof aead(int aead) {
    unsignedByte(AEAD_OFFSET, aead);
    return this;
  }

  /** The chosen wire version. */
  public int version() {
    return unsignedByte(VERSION_OFFSET);
  }

  /** Sets the chosen wire version. */
  public HandshakeProof version(int version) {
    unsignedByte(VERSION_OFFSET, version);
    return this;
  }

  /** Until when the binding of the static key holds, epoch milliseconds. */
  public long notAfterMs() {
    return int64(NOT_AFTER_OFFSET);
  }

  /** Sets until when the binding of the static key holds. */
  public HandshakeProof notAfterMs(long notAfterMs) {
    int64(NOT_AFTER_OFFSET, notAfterMs);
    return this;
  }

  /** Where the signature of 64 bytes lies in {@link #buffer}. */
  public int signatureOffset() {
    return offset() + SIGNATURE_OFFSET;
  }

  /** Bytes of the certificate path. */
  public int pathLength() {
    return unsignedShort(PATH_LENGTH_OFFSET);
  }

  /** Where the certificate path lies in {@link #buffer}. */
  public int pathOffset() {
    return offset() + PATH_OFFSET;
  }

  /** Puts the certificate path in. */
  public HandshakeProof path(DirectBuffer path, int pathOffset, int pathLength) {
    unsignedShort(PATH_LENGTH_OFFSET, pathLength);
    putBytes(PATH_OFFSET, path, pathOffset, pathLength);
    return this;
  }
}
