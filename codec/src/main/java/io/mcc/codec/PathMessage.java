package io.mcc.codec;

/**
 * What the two frames of a path validation have in common: 8 bytes that nobody can guess (RFC 9000,
 * section 19.17).
 *
 * @param <M> the frame itself
 */
public abstract class PathMessage<M extends PathMessage<M>> extends FixedMessage<M> {
  static final int DATA_LENGTH = 8;

  PathMessage() {}

  @Override
  public final int encodedLength() {
    return DATA_LENGTH;
  }

  public final long data() {
    return int64(0);
  }

  public final M data(long data) {
    int64(0, data);
    return self();
  }
}
