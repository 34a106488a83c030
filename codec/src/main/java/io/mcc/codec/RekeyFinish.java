package io.mcc.codec;

/**
 * The third Noise message of a handshake inside a session: answers {@link RekeyAnswer} and ends the
 * handshake.
 */
public final class RekeyFinish extends NoiseMessage<RekeyFinish> {
  public static final int TYPE = 0x07;

  @Override
  RekeyFinish self() {
    return this;
  }
}
