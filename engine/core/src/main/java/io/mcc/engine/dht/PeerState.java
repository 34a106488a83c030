package io.mcc.engine.dht;

/** How a slot of the routing table stands. */
public enum PeerState {
  /** The slot holds nobody. */
  NONE,
  /** It answered the last time it was asked. */
  LIVE,
  /** It left a request without an answer and hasn't been heard since. */
  SUSPECT,
  /** It fell silent along with many others: its place is all that it has, and for a while only. */
  ABSENT,
  /** It was verified and waits for a place in its bucket. */
  REPLACEMENT
}
