package io.mcc.engine.dht;

import io.mcc.codec.Endpoint;

/**
 * Where peers see this node, by the majority of what they say (the vote of Boyer and Moore, 1991:
 * one candidate, one count): a liar alone doesn't move it. One address family's; owned by the loop.
 */
final class OwnAddress {
  /** So many more have to say one address than another before it counts. */
  static final int VOTES_MIN = 2;

  /** Votes don't pile up beyond this: a node that has moved finds out after so many answers. */
  static final int VOTES_MAX = 8;

  private final Endpoint candidate = new Endpoint();
  private int votes;

  /** A peer says where it sees this node. */
  void hear(Endpoint observed) {
    if (candidate.equals(observed)) {
      votes = Math.min(VOTES_MAX, votes + 1);
    } else if (votes > 0) {
      votes--;
    } else {
      candidate.set(observed);
      votes = 1;
    }
  }

  /** Whether enough peers agree. */
  boolean isKnown() {
    return votes >= VOTES_MIN;
  }

  /** What they agree on; only while it is known. Valid until the next call of {@link #hear}. */
  Endpoint endpoint() {
    return candidate;
  }
}
