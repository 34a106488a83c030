package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;

/**
 * Somebody who is told when a write is safe: a peer whose put is acknowledged then, or an operation
 * of this node. Taken from {@link WriteWaiters}, given back after the telling. Owned by the loop.
 */
final class WriteWaiter {
  /** The peer to answer; unused where an operation waits. */
  final Id peer = new Id();

  /** The number of the peer's request. */
  int requestId;

  /** What the peer is told: a status of {@link io.mcc.codec.RecordAck}. */
  int status;

  /** The sequence that is held once the write is safe. */
  long sequence;

  /** The operation that waits, or null. */
  StoreListener operation;

  /** Why the write failed; null where it didn't. */
  ErrorCode failure;

  WriteWaiter next;
}
