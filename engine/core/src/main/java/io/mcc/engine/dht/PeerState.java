package io.mcc.engine.dht;

/** How a slot of the routing table stands. */
public enum PeerState {
  /** The slot holds nobody. */
  NONE,
  /** It answered the last time it was asked. */
  LIVE,
  /** It left a request without an answer and hasn't been heard since. */
  SUSPECT,
  /** It was verified and waits for a place in its bucket. */
  REPLACEMENT
}
