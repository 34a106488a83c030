package io.mcc.engine.command;

/** Every way in which a command can fail. */
public enum FailureCode {
  /** The command makes no sense to this node. */
  INVALID,
  /** This node's certificate lacks the permission. */
  NOT_PERMITTED,
  /** Nothing was found after asking everyone who should know. */
  NOT_FOUND,
  /** What is stored isn't what the conditional write expected. */
  PRECONDITION_FAILED,
  /** The value is over the limit. */
  TOO_LARGE,
  /** The publisher's quota is used up. */
  QUOTA_EXCEEDED,
  /** Too many writes in too short a time. */
  RATE_EXCEEDED,
  /** A queue or pool is full: ask again later. */
  BUSY,
  /** Peers are known, but too few of them took the record. */
  UNDER_REPLICATED,
  /** Peers are known, but none answered in time. */
  NO_ANSWER,
  /** The disk or the store's budget is full; reads go on. */
  DISK_FULL,
  /** The journal failed: nothing can be written until the node is started again. */
  STORE_FAILED,
  /** The engine is closing. */
  CLOSING
}
