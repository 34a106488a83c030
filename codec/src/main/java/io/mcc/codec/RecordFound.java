package io.mcc.codec;

/** Answers {@link RecordGet} with the record held. */
public final class RecordFound extends RecordMessage<RecordFound> {
  public static final int TYPE = 0x83;

  private static final int MORE_PUBLISHERS_FLAG = 2;

  @Override
  RecordFound self() {
    return this;
  }

  /** Whether further publishers' records are held under the key, after this one's id. */
  public boolean morePublishers() {
    return flag(MORE_PUBLISHERS_FLAG);
  }

  public RecordFound raiseMorePublishers() {
    raise(MORE_PUBLISHERS_FLAG);
    return this;
  }
}
