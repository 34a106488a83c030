package io.mcc.tools.node;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;

/** Finds an address by which other machines reach this one. */
final class MachineAddress {
  /** An address of documentation (RFC 5737): on the way to it lies what lies on the way out. */
  private static final InetSocketAddress OUTSIDE = new InetSocketAddress("192.0.2.1", 9);

  private MachineAddress() {}

  /**
   * An address of this machine for who listens on a wildcard of either family.
   *
   * @return the one that datagrams leave by, else one of IPv4, else one of IPv6; null where there
   *     is none but loopback and link-local ones
   */
  static InetAddress find(boolean ipv6) {
    InetAddress outgoing = outgoing();
    return isReached(outgoing) ? outgoing : first(ipv6);
  }

  /** What the kernel would send from; nothing is sent. */
  private static InetAddress outgoing() {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(OUTSIDE);
      return socket.getLocalAddress();
    } catch (IOException e) {
      return InetAddress.getLoopbackAddress();
    }
  }

  private static InetAddress first(boolean ipv6) {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> isReached(address) && (ipv6 || !(address instanceof Inet6Address)))
          .min(Comparator.comparing(Inet6Address.class::isInstance))
          .orElse(null);
    } catch (SocketException e) {
      return null;
    }
  }

  private static boolean isReached(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress();
  }
}
