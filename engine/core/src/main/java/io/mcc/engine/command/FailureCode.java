package io.mcc.engine.command;

import java.util.Locale;

/** Every way in which a command can fail. */
public enum FailureCode {
  /** The command makes no sense to this node. */
  INVALID(400),
  /** This node's certificate lacks the permission. */
  NOT_PERMITTED(403),
  /** Nothing was found after asking everyone who should know. */
  NOT_FOUND(404),
  /** Several nodes have the label that was meant to name one. */
  AMBIGUOUS_LABEL(409),
  /** What is stored isn't what the conditional write expected. */
  PRECONDITION_FAILED(412),
  /** The value is over the limit. */
  TOO_LARGE(413),
  /** The publisher's quota is used up. */
  QUOTA_EXCEEDED(429),
  /** Too many writes in too short a time. */
  RATE_EXCEEDED(429),
  /** The journal was damaged, and no peer could tell what is current. */
  UNCONFIRMED(503),
  /** A queue or pool is full: ask again later. */
  BUSY(503),
  /** Peers are known, but too few of them took the record. */
  UNDER_REPLICATED(502),
  /** Peers are known, but none answered in time. */
  NO_ANSWER(504),
  /** The nodes that answered offer only an older record than this node has read before. */
  STALE_ONLY(504),
  /** The disk or the store's budget is full; reads go on. */
  DISK_FULL(507),
  /** The journal failed: nothing can be written until the node is started again. */
  STORE_FAILED(507),
  /** The engine made a mistake of its own: a bug, worth a report. */
  INTERNAL(500),
  /** The engine is closing. */
  CLOSING(503);

  private final int status;
  private final String text = name().toLowerCase(Locale.ROOT);

  FailureCode(int status) {
    this.status = status;
  }

  /** The status code of RFC 9110 that says the same. */
  public int status() {
    return status;
  }

  /** The name by which users see it; stable. */
  public String text() {
    return text;
  }
}
