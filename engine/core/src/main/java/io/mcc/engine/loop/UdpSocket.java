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
   * Sends a datagram.
   *
   * @param index which one of the outbox
   * @return whether the operating system took it; false where its buffer is full
   */
  boolean send(Outbox outbox, int index) throws IOException;
}
