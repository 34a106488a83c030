package io.mcc.codec;

/** Asks whether a peer is where its packets come from: it must send the data back from there. */
public final class PathChallenge extends PathMessage<PathChallenge> {
  public static final int TYPE = 0x08;
  public static final int LENGTH = DATA_LENGTH;

  @Override
  PathChallenge self() {
    return this;
  }
}
