package io.mcc.engine.base;

/** Why something that is told of came about. Each has a phrase for people, to follow a colon. */
public enum EventReason {
  // Of contacts.

  /** A contact kept silent. */
  SILENT("it kept silent"),
  /** A contact said that it stops. */
  LEFT("it said that it stops"),
  /** A contact was refused. */
  PREFIX_FULL("too many contacts of its address prefix"),
  /** A contact was refused. */
  TABLE_FULL("the table has no room"),

  // Of sessions and handshakes.

  /** Nothing was said for long. */
  IDLE("nothing was said for too long"),
  /** The table of sessions is full. */
  EVICTED("the table of sessions is full"),
  /** Another session of the same peer is used. */
  REPLACED("another session with the same peer is used"),
  /** The peer said so. */
  CLOSED_BY_PEER("the peer closed it"),
  /** A certificate or its binding doesn't hold. */
  CERTIFICATE("the peer's certificate, or its proof of having it, does not hold"),
  /** A handshake came to nothing. */
  NO_ANSWER("no answer, or a wrong one, in time"),

  // What lookups are for.

  /** The care for the table. */
  FOR_TABLE("for the routing table"),
  /** A command. */
  FOR_COMMAND("for a command"),
  /** The care for records. */
  FOR_RECORDS("for the copies of a record");

  private final String phrase;

  EventReason(String phrase) {
    this.phrase = phrase;
  }

  /** The phrase for people. */
  public String phrase() {
    return phrase;
  }
}
