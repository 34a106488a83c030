package io.mcc.engine.dht;

/** What happened in the neighbourhood of the own id. */
public enum NeighbourChange {
  /** Nothing that hasn't been told. */
  NONE,
  /** A verified contact is in the neighbourhood now. */
  APPEARED,
  /** A contact of the neighbourhood is gone. */
  VANISHED,
  /** More happened than could be remembered: look at everything. */
  MANY
}
