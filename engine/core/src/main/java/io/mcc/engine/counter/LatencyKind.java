package io.mcc.engine.counter;

/** Whose time is measured by a {@link LatencyRecorder}. */
public enum LatencyKind {
  /** A command that pinged a node, its lookup included. */
  PING,
  /** A command that looked up the nodes closest to an id. */
  LOOKUP,
  /** A command that stored or deleted a record. */
  RECORD_PUT,
  /** A command that read a record. */
  RECORD_GET
}
