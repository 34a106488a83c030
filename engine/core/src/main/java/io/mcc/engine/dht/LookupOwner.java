package io.mcc.engine.dht;

/** Who wants to know how a lookup ended. */
public enum LookupOwner {
  /** An operation. */
  OPERATION,
  /** The care of the routing table. */
  TABLE,
  /** The replication of records. */
  REPLICATION
}
