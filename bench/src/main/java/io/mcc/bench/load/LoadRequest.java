package io.mcc.bench.load;

import org.agrona.MutableDirectBuffer;

/** Writes requests of one kind, each different from the last. Used by one thread. */
public interface LoadRequest {
  /** The frame's type. */
  int type();

  /** The type of the answer that is hoped for. */
  int answerType();

  /**
   * Writes the next request's body.
   *
   * @return its length in bytes
   */
  int write(MutableDirectBuffer buffer, int offset, int requestId);
}
