package io.mcc.engine.loop;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Outbox;
import java.io.IOException;

/**
 * The two calls that a {@link DatagramPort} makes for every datagram, on one socket that doesn't
 * block. Owned by the loop.
 */
interface UdpSocket {
  /** What {@link #receive} answers where no datagram waits. */
  int NOTHING = -1;

  /**
   * Takes a datagram into the port's memory.
   *
   * @param source filled with the sender's address
   * @return its length in bytes, cut to the memory's; or {@link #NOTHING}
   */
  int receive(Endpoint source) throws IOException;

  /**
   * To which of the machine's addresses the last datagram was sent, without a port; null where the
   * socket can't tell. Valid until the next one.
   */
  default Endpoint local() {
    return null;
  }

  /** The interface on which the last datagram came, where {@link #local} needs one; else 0. */
  default int localInterface() {
    return 0;
  }

  /**
   * Sends a datagram.
   *
   * @param index which one of the outbox
   * @param from the address to send from, as {@link #local} told it; null leaves the choice to the
   *     kernel, and so does a socket that can't tell
   * @param fromInterface as {@link #localInterface} told it
   * @return whether the operating system took it; false where its buffer is full
   */
  boolean send(Outbox outbox, int index, Endpoint from, int fromInterface) throws IOException;
}
