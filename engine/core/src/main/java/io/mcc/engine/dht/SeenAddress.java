package io.mcc.engine.dht;

import io.mcc.codec.Endpoint;

/**
 * Where two peers in different prefixes, one after the other, have seen this node last. One address
 * family's; owned by the loop.
 */
final class SeenAddress {
  private final Endpoint known = new Endpoint();
  private final Endpoint candidate = new Endpoint();
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
    candidate.clear();
    return hasMoved;
  }
}
