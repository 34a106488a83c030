package io.mcc.codec;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What the two frames of a path validation have in common: 8 bytes that nobody can guess (RFC 9000,
 * section 19.17).
 *
 * @param <M> the frame itself
 */
public abstract class PathMessage<M extends PathMessage<M>> extends Flyweight {
  static final int DATA_LENGTH = 8;

  PathMessage() {}

  abstract M self();

  public final M wrap(MutableDirectBuffer buffer, int offset) {
    wrapForWriting(buffer, offset);
    return self();
  }

  /**
   * Wraps a received body if it is complete; bytes after the message are ignored.
   *
   * @return false when malformed; the accessors must not be called then
   */
  public final boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
    if (length < DATA_LENGTH) {
      return false;
    }
    wrapForReading(buffer, offset);
    return true;
  }

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
