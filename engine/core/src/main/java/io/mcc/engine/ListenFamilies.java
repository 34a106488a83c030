package io.mcc.engine;

import io.mcc.engine.session.AddressFamilies;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Which families of addresses a node can send to, by what its sockets reach and not by how their
 * addresses are spelt: the socket of the IPv6 wildcard carries IPv4 too.
 */
final class ListenFamilies {
  private ListenFamilies() {}

  static AddressFamilies of(List<InetSocketAddress> bound) {
    boolean hasIpv4 = false;
    boolean hasIpv6 = false;
    for (InetSocketAddress socket : bound) {
      InetAddress address = socket.getAddress();
      boolean isIpv6 = address instanceof Inet6Address;
      hasIpv4 |= !isIpv6 || address.isAnyLocalAddress();
      hasIpv6 |= isIpv6;
    }
    return new AddressFamilies(hasIpv4, hasIpv6);
  }
}
