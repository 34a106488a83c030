package io.mcc.codec;

/** Asks for the contacts closest to a target; answered by {@link Nodes}. */
public final class FindNode extends NumberedMessage<FindNode> {
  public static final int TYPE = 0x41;
  public static final int LENGTH = 36;

  private static final int TARGET_OFFSET = BODY_OFFSET;

  @Override
  FindNode self() {
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

  /** Copies the target's id. */
  public Id target(Id into) {
    return id(TARGET_OFFSET, into);
  }

  public FindNode putTarget(Id target) {
    putId(TARGET_OFFSET, target);
    return this;
  }
}
