package io.mcc.engine.loop;

/** What the loop hands to the node, told apart when one brings forth an exception. */
enum LoopInput {
  /** A datagram of the handshake. */
  HANDSHAKE_DATAGRAM,
  /** A sealed datagram. */
  SEALED_DATAGRAM,
  /** A datagram of no known form. */
  UNKNOWN_DATAGRAM,
  /** A deadline that came. */
  DEADLINE,
  /** A command. */
  COMMAND,
  /** What a helper thread left. */
  HELPER_RESULT,
  /** The start. */
  START,
  /** The stop. */
  STOP
}
