package io.mcc.codec;

/** Sends the data of a {@link PathChallenge} back to where it came from. */
public final class PathResponse extends PathMessage<PathResponse> {
  public static final int TYPE = 0x09;
  public static final int LENGTH = DATA_LENGTH;

  @Override
  PathResponse self() {
    return this;
  }
}
