package io.mcc.sim;

import io.mcc.codec.Endpoint;
import org.agrona.MutableDirectBuffer;

/**
 * Somebody on the virtual network who isn't one of the swarm's nodes and keeps rules of its own. It
 * speaks by {@link Swarm#inject}, from whatever address it likes, and hears what comes to the
 * endpoints that it was admitted at. Called by the thread that runs the swarm.
 */
public interface Guest {
  /**
   * A datagram came to one of its endpoints.
   *
   * @param buffer direct memory from offset 0 on, which it may change and must not keep
   * @param source who claims to have sent it; not to be kept
   * @param target the endpoint it came to; not to be kept
   */
  void onDatagram(MutableDirectBuffer buffer, int length, Endpoint source, Endpoint target);

  /** The instant that {@link #nextDeadlineNs} named has come. */
  default void onDeadline() {}

  /**
   * When {@link #onDeadline} wants to be called next, in virtual time; asked when it is admitted
   * and after each call.
   */
  default long nextDeadlineNs() {
    return Long.MAX_VALUE;
  }

  /** Whether it is a peer with this id at this address, as a node would list it. */
  default boolean isPeer(String id, String address) {
    return false;
  }
}
