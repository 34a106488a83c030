package io.mcc.engine.counter;

/**
 * Every figure that a node counts up from 0 at its start and never down. The name of a constant in
 * lower case is the name by which users see it; constants are grouped by the part that counts, and
 * a new one goes to the end of its group.
 */
public enum EngineCounter {
  // The loop and its sockets.

  /** Datagrams received. */
  DATAGRAMS_RECEIVED("datagrams that the sockets handed over"),
  /** Bytes received. */
  BYTES_RECEIVED("bytes of datagrams that the sockets handed over, without IP and UDP headers"),
  /** Datagrams sent. */
  DATAGRAMS_SENT("datagrams that the sockets took"),
  /** Bytes sent. */
  BYTES_SENT("bytes of datagrams that the sockets took, without IP and UDP headers"),
  /** Sends dropped for want of room. */
  SENDS_DROPPED("datagrams dropped because the socket's send buffer was full"),
  /** Sends without a socket. */
  SENDS_WITHOUT_SOCKET("datagrams dropped because no socket listens on their address family"),
  /** Sends refused. */
  SEND_ERRORS("datagrams that the operating system refused to send"),
  /** Receives failed. */
  RECEIVE_ERRORS("receives that failed, an ICMP message about an earlier send included"),
  /** Datagrams too long. */
  DATAGRAMS_TOO_LONG("datagrams received that were longer than the protocol allows"),
  /** Turns. */
  LOOP_TURNS("turns of the loop"),
  /** Turns with work. */
  LOOP_TURNS_WITH_WORK("turns of the loop that found something to do"),
  /** Stalls. */
  LOOP_STALLS("turns of the loop that took more than 10 ms"),
  /** Exceptions. */
  CORE_EXCEPTIONS("inputs that brought forth an exception: each one is a bug, please report it"),

  // Commands.

  /** Commands taken. */
  COMMANDS_TAKEN("commands that the loop took from the gate"),
  /** Commands ended. */
  COMMANDS_ENDED("commands that ended with any outcome");

  private final String meaning;

  EngineCounter(String meaning) {
    this.meaning = meaning;
  }

  /** What is counted, for users: a phrase without a full stop. */
  public String meaning() {
    return meaning;
  }
}
