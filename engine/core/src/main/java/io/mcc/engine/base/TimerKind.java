package io.mcc.engine.base;

/** Whose deadline a timer is. */
public enum TimerKind {
  /** A handshake message is due for sending again, or the handshake for giving up. */
  HANDSHAKE,
  /** A session may have idled too long, or its lingering is over. */
  SESSION,
  /** The check of an address to which a peer seems to have moved wants to go on. */
  PATH,
  /** A request has waited long enough for its reply. */
  REQUEST,
  /** A lookup has used up its time. */
  LOOKUP,
  /** An operation has used up its time or wants to go on. */
  OPERATION,
  /** The routing table wants care: refreshing, probing, joining. */
  TABLE,
  /** Records expire. */
  RECORD_EXPIRY,
  /** Records are due to be offered to others or signed again. */
  RECORD_REPLICATION,
  /** The handover of records of a node that stops wants to go on. */
  RECORD_HANDOVER,
  /** Records in doubt are due to be confirmed by peers. */
  RECORD_CONFIRMATION,
  /** A long value being fetched wants to go on. */
  RECORD_PULL
}
