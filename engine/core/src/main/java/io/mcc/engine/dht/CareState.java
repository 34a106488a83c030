package io.mcc.engine.dht;

/** How far a node is with the network. */
public enum CareState {
  /** Nobody lives in the table: bootnodes are dialled, if there are any. */
  ALONE,
  /** Somebody has answered: the own id is being looked up. */
  JOINING,
  /** The neighbours are known: ids in the emptier far buckets are being looked up. */
  FILLING,
  /** The table is as full as it will be; it is looked after by the clock. */
  SETTLED
}
