package io.mcc.engine.dht;

/** What became of a verified contact. */
public enum Admission {
  /** It is in the table now. */
  ADDED,
  /** It was in the table and has been brought up to date. */
  REFRESHED,
  /** Its bucket is full of live contacts: it waits for one of them to go. */
  REPLACEMENT,
  /** Too many of its address prefix are in its bucket or in the table. */
  REFUSED_PREFIX,
  /** The table holds as many contacts as its limit allows. */
  REFUSED_FULL,
  /** It is this node. */
  REFUSED_SELF
}
