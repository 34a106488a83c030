package io.mcc.sim;

/** What can happen in a swarm; an event's payload is its kind and the index concerned. */
enum SwarmEvent {
  /** A datagram arrives; its slot. */
  DATAGRAM,
  /** A node's next deadline may have come; its index. */
  DEADLINE,
  /** A node's log has committed; its index. */
  COMMIT,
  /** A node's certificate verifier has results; its index. */
  VERIFICATION,
  /** Something that the scenario scheduled; its index. */
  ACTION;

  private static final SwarmEvent[] ALL = values();
  private static final int KIND_SHIFT = 56;

  long payload(int index) {
    return (long) ordinal() << KIND_SHIFT | index;
  }

  static SwarmEvent kind(long payload) {
    return ALL[(int) (payload >>> KIND_SHIFT)];
  }

  static int index(long payload) {
    return (int) payload;
  }
}
