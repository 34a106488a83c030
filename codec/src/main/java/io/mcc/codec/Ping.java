package io.mcc.codec;

/** Asks whether a peer lives; answered by {@link Pong}. */
public final class Ping extends NumberedMessage<Ping> {
  public static final int TYPE = 0x40;
  public static final int LENGTH = BODY_OFFSET;

  @Override
  Ping self() {
    return this;
  }

  @Override
  int lengthMin() {
    return LENGTH;
  }

  @Override
  public int encodedLength() {
    return LENGTH;
  }
}
