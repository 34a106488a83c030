package io.mcc.engine.counter;

/** Whose time is measured by a {@link LatencyRecorder}. */
public enum LatencyKind {
  /** From the first handshake message to the established session. */
  HANDSHAKE,
  /** From a request on an established session to its reply. */
  REQUEST,
  /** A lookup in the DHT. */
  LOOKUP,
  /** A command that stored or deleted a record. */
  RECORD_PUT,
  /** A command that read a record. */
  RECORD_GET
}
