package io.mcc.engine.counter;

/** Whose time is measured by a {@link LatencyRecorder}. */
public enum LatencyKind {
  /** A command that pinged a node, its lookup included. */
  PING("pings, the lookup of the node included"),
  /** A command that looked up the nodes closest to an id. */
  LOOKUP("lookups of the nodes closest to an id"),
  /** A command that stored or deleted a record. */
  RECORD_PUT("records stored or deleted"),
  /** A command that read a record. */
  RECORD_GET("records read");

  private final String meaning;

  LatencyKind(String meaning) {
    this.meaning = meaning;
  }

  /** What is timed, for users: a phrase without a full stop. */
  public String meaning() {
    return meaning;
  }
}
