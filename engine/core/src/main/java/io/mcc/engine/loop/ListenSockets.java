package io.mcc.engine.loop;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/** Opens the sockets of a {@link DatagramPort}. */
final class ListenSockets {
  private ListenSockets() {}

  static boolean isIpv4(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address;
  }

  /**
   * The addresses that need a socket of their own: the IPv6 wildcard's socket receives IPv4 too, so
   * the IPv4 wildcard of the same port can't and needn't be bound beside it.
   */
  static List<InetSocketAddress> distinct(List<InetSocketAddress> addresses) {
    List<InetSocketAddress> distinct = new ArrayList<>(addresses);
    distinct.removeIf(address -> isIpv4(address) && coveredByIpv6(address, addresses));
    return distinct;
  }

  private static boolean coveredByIpv6(InetSocketAddress ipv4, List<InetSocketAddress> addresses) {
    return ipv4.getAddress().isAnyLocalAddress()
        && addresses.stream()
            .anyMatch(
                other ->
                    !isIpv4(other)
                        && other.getAddress().isAnyLocalAddress()
                        && other.getPort() == ipv4.getPort());
  }

  /**
   * Opens a non-blocking socket.
   *
   * @param bufferLength bytes asked of the operating system for each direction; it may give less
   */
  static DatagramChannel open(InetSocketAddress address, int bufferLength) throws IOException {
    if (address.isUnresolved()) {
      throw new IOException("cannot listen on " + address.getHostString() + ": unknown host");
    }
    DatagramChannel channel = null;
    try {
      channel =
          DatagramChannel.open(
              isIpv4(address) ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, bufferLength);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, bufferLength);
      return channel.bind(address);
    } catch (IOException | UnsupportedOperationException e) {
      if (channel != null) {
        channel.close();
      }
      throw new IOException("cannot listen on " + text(address) + ": " + e.getMessage(), e);
    }
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (isIpv4(address) ? host : "[" + host + "]") + ":" + address.getPort();
  }
}
