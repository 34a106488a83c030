package io.mcc.tools.hostile;

import io.mcc.codec.Endpoint;

/** A peer's way to the node under attack: through the operating system, or straight into it. */
interface Link extends AutoCloseable {
  /** The address that the node sees. */
  Endpoint localEndpoint();

  /** The clock that the node under attack goes by, too. */
  long nowNs();

  void send(byte[] datagram);

  /** The next datagram from the node, or null where none waits. */
  byte[] receive();

  /** Lets time pass until there is something to receive, but not longer. */
  void await(long timeoutNs);

  @Override
  void close();
}
