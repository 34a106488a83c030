package io.mcc.engine.dht;

/** Where a lookup stands. */
public enum LookupState {
  /** The slot does nothing. */
  FREE,
  /** Peers are being asked. */
  RUNNING,
  /** It ended as it should: the closest live nodes that were seen have all answered. */
  CONVERGED,
  /** It ended because it had sent as many requests as a lookup may. */
  EXHAUSTED,
  /** It ended because its time was up. */
  EXPIRED
}
