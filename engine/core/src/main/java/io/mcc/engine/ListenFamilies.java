package io.mcc.engine;

import io.mcc.engine.session.AddressFamilies;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/**
 * Which families of addresses a node can send to, by what its sockets reach and not by how their
 * addresses are spelt: the socket of the IPv6 wildcard carries IPv4 too.
 */
final class ListenFamilies {
  private ListenFamilies() {}

  static AddressFamilies of(List<InetSocketAddress> bound) {
    return of(bound, hasIpv4Beyond());
  }

  /**
   * The families of sockets.
   *
   * @param hasIpv4Beyond whether the machine has an IPv4 address that others may be reached from;
   *     where it has none yet, one may come, so that IPv6 is preferred and IPv4 not ruled out
   */
  static AddressFamilies of(List<InetSocketAddress> bound, boolean hasIpv4Beyond) {
    boolean hasIpv4Socket = false;
    boolean hasIpv6 = false;
    boolean carriesBoth = false;
    for (InetSocketAddress socket : bound) {
      InetAddress address = socket.getAddress();
      boolean isIpv4 = address instanceof Inet4Address;
      hasIpv4Socket |= isIpv4;
      hasIpv6 |= !isIpv4;
      carriesBoth |= !isIpv4 && address.isAnyLocalAddress();
    }
    return new AddressFamilies(
        hasIpv4Socket || carriesBoth, hasIpv6, carriesBoth && !hasIpv4Socket && !hasIpv4Beyond);
  }

  private static boolean hasIpv4Beyond() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(network -> network.getInterfaceAddresses().stream())
          .map(InterfaceAddress::getAddress)
          .anyMatch(address -> address instanceof Inet4Address && !address.isLoopbackAddress());
    } catch (SocketException e) {
      // Nothing is known: as on most machines.
      return true;
    }
  }
}
