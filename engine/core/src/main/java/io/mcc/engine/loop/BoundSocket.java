package io.mcc.engine.loop;

import io.mcc.codec.Endpoint;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/**
 * One of a {@link DatagramPort}'s sockets and where it is bound. Owned by the loop.
 *
 * @param local the address bound, with its real port
 */
record BoundSocket(DatagramChannel channel, UdpSocket socket, InetSocketAddress local) {
  /** Whether its family is IPv4. */
  boolean isIpv4() {
    return ListenSockets.isIpv4(local);
  }

  /** Whether it is bound to every address of the machine. */
  boolean isWildcard() {
    return local.getAddress().isAnyLocalAddress();
  }

  /**
   * Whether it can send to an address at all: the IPv6 wildcard's socket is one of both families.
   */
  boolean serves(Endpoint target) {
    return target.isIpv4() ? isIpv4() || isWildcard() : !isIpv4();
  }
}
