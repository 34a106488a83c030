package io.mcc.engine.session;

/** Whose request it was; the node routes the end of each request by it. */
public enum RequestOwner {
  /** A lookup. */
  LOOKUP,
  /** The care for the routing table. */
  TABLE,
  /** A multi-step operation. */
  OPERATION,
  /** The care for copies of records. */
  REPLICATION,
  /** The repair of holders that a read showed to be behind. */
  REPAIR,
  /** The fetching of a long value. */
  PULL
}
