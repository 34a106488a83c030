package io.mcc.engine.dht;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.EventSink;

/**
 * Where two peers in different prefixes, one after the other, have seen this node last. One address
 * family's; owned by the loop.
 */
final class SeenAddress {
  private final Endpoint known = new Endpoint();
  private final Endpoint candidate = new Endpoint();

  /** The one that was told of last. */
  private final Endpoint told = new Endpoint();

  private long witnessPrefix;

  /**
   * A peer says where it sees this node.
   *
   * @param prefix of the peer's own address
   * @return whether this node has moved there from somewhere else
   */
  boolean hear(Endpoint observed, long prefix) {
    if (observed.equals(known)) {
      candidate.clear();
      return false;
    }
    if (!observed.equals(candidate)) {
      candidate.set(observed);
      witnessPrefix = prefix;
      return false;
    }
    if (prefix == witnessPrefix) {
      return false;
    }
    boolean hasMoved = known.isSet();
    known.set(candidate);
    if (!hasMoved) {
      told.set(known);
    }
    candidate.clear();
    return hasMoved;
  }

  /** Tells where the node has moved, and from where. */
  void tell(EventSink events) {
    events.nodeMoved(told, known);
    told.set(known);
  }
}
