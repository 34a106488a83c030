package io.mcc.codec;

/**
 * Begins a handshake inside a session, for new keys. Its body is the first Noise message: ephemeral
 * key 32, then its payload, the connection id u64 that packets to the sender will carry.
 */
public final class RekeyHello extends FixedMessage<RekeyHello> {
  public static final int TYPE = 0x05;
  public static final int LENGTH = 40;

  private static final int CONNECTION_ID_OFFSET = 32;

  @Override
  RekeyHello self() {
    return this;
  }

  @Override
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
