package io.mcc.engine.loop;

import io.mcc.codec.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.List;

/**
 * By which socket a datagram leaves that answers none: a wildcard's, where the kernel chooses the
 * address; else the one whose address the kernel would choose. Owned by the loop.
 */
final class SocketChoice {
  private final List<BoundSocket> sockets;
  private final BoundSocket ipv4;
  private final BoundSocket ipv6;

  /**
   * @param sockets in the order in which they are preferred where nothing else decides
   */
  SocketChoice(List<BoundSocket> sockets) {
    this.sockets = List.copyOf(sockets);
    ipv4 = settled(true);
    ipv6 = settled(false);
  }

  /** The socket that serves a family whatever the target is; null where there are several. */
  private BoundSocket settled(boolean isIpv4) {
    List<BoundSocket> own = sockets.stream().filter(socket -> socket.isIpv4() == isIpv4).toList();
    for (BoundSocket socket : own) {
      if (socket.isWildcard()) {
        return socket;
      }
    }
    BoundSocket both = isIpv4 ? wildcardOfBoth() : null;
    if (own.isEmpty()) {
      return both;
    }
    return own.size() == 1 && both == null ? own.get(0) : null;
  }

  private BoundSocket wildcardOfBoth() {
    return sockets.stream()
        .filter(socket -> !socket.isIpv4() && socket.isWildcard())
        .findFirst()
        .orElse(null);
  }

  /** The socket for a target; null where none is of its family. */
  BoundSocket find(Endpoint target) {
    BoundSocket settled = target.isIpv4() ? ipv4 : ipv6;
    return settled == null ? findByRoute(target) : settled;
  }

  private BoundSocket findByRoute(Endpoint target) {
    InetAddress from = sourceTo(SocketAddressCache.toSocketAddress(target));
    BoundSocket best = null;
    for (BoundSocket socket : sockets) {
      if (socket.serves(target)) {
        if (socket.local().getAddress().equals(from)) {
          return socket;
        }
        best = better(best, socket, target);
      }
    }
    return best;
  }

  /** From a loopback address nothing gets anywhere else; a wildcard gets everywhere. */
  private static BoundSocket better(BoundSocket best, BoundSocket socket, Endpoint target) {
    boolean isBetter =
        best == null
            || socket.isWildcard()
            || best.local().getAddress().isLoopbackAddress() && !target.isLoopback();
    return isBetter ? socket : best;
  }

  /** The address that the kernel would send from; null where there is no way. Nothing is sent. */
  private static InetAddress sourceTo(InetSocketAddress target) {
    try (DatagramChannel probe = DatagramChannel.open()) {
      probe.connect(target);
      return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
    } catch (IOException e) {
      return null;
    }
  }
}
