package io.mcc.codec;

/** The second Noise message of a handshake inside a session: answers {@link RekeyHello}. */
public final class RekeyAnswer extends NoiseMessage<RekeyAnswer> {
  public static final int TYPE = 0x06;

  @Override
  RekeyAnswer self() {
    return this;
  }
}
