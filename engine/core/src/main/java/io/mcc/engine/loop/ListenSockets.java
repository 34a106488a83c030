package io.mcc.engine.loop;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the sockets of a {@link DatagramPort}. */
final class ListenSockets {
  private static final Logger LOG = LoggerFactory.getLogger(ListenSockets.class);

  /** Sockets of single addresses beside a wildcard. */
  private static final int BESIDE_MAX = 16;

  private ListenSockets() {}

  static boolean isIpv4(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address;
  }

  /**
   * The addresses that need a socket of their own: a wildcard's socket receives what is sent to any
   * other address of the same port, IPv6's that of IPv4 too, so these can't and needn't be bound
   * beside it.
   */
  static List<InetSocketAddress> distinct(List<InetSocketAddress> addresses) {
    List<InetSocketAddress> distinct = new ArrayList<>(addresses);
    distinct.removeIf(address -> addresses.stream().anyMatch(other -> covers(other, address)));
    return distinct;
  }

  private static boolean covers(InetSocketAddress wildcard, InetSocketAddress address) {
    return !address.isUnresolved()
        && !wildcard.isUnresolved()
        && wildcard.getPort() == address.getPort()
        && wildcard.getAddress().isAnyLocalAddress()
        && !wildcard.equals(address)
        && (!isIpv4(wildcard) || isIpv4(address));
  }

  /**
   * Opens sockets of single addresses on a wildcard's port, as many as may be. They share the port
   * only among themselves: whoever else wants it is refused as before.
   */
  static List<DatagramChannel> openBeside(BoundSocket wildcard, int bufferLength)
      throws IOException {
    List<DatagramChannel> opened = new ArrayList<>();
    wildcard.channel().setOption(StandardSocketOptions.SO_REUSEADDR, true);
    for (InetAddress address : machineAddresses()) {
      InetSocketAddress local = new InetSocketAddress(address, wildcard.local().getPort());
      if (opened.size() < BESIDE_MAX && covers(wildcard.local(), local)) {
        openBeside(local, bufferLength, opened);
      }
    }
    wildcard.channel().setOption(StandardSocketOptions.SO_REUSEADDR, false);
    LOG.info(
        "this system doesn't tell to which address a datagram was sent: on port {} the first {}"
            + " addresses of this machine have sockets of their own, others that come later have"
            + " none",
        wildcard.local().getPort(),
        opened.size());
    return opened;
  }

  /** An address that can't be bound is left to the wildcard. */
  private static void openBeside(
      InetSocketAddress local, int bufferLength, List<DatagramChannel> opened) {
    try {
      DatagramChannel channel = open(local, bufferLength, true);
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, false);
      opened.add(channel);
    } catch (IOException e) {
      LOG.debug("no socket beside the wildcard", e);
    }
  }

  private static List<InetAddress> machineAddresses() throws IOException {
    return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
  }

  /**
   * Opens a non-blocking socket.
   *
   * @param bufferLength bytes asked of the operating system for each direction; it may give less; 0
   *     is as it likes
   * @throws java.net.BindException where the address is taken, or isn't this machine's
   * @throws IOException naming the address, in either case
   */
  static DatagramChannel open(InetSocketAddress address, int bufferLength) throws IOException {
    return open(address, bufferLength, false);
  }

  private static DatagramChannel open(
      InetSocketAddress address, int bufferLength, boolean sharesPort) throws IOException {
    if (address.isUnresolved()) {
      throw new IOException("cannot listen on " + address.getHostString() + ": unknown host");
    }
    DatagramChannel channel = null;
    try {
      channel =
          DatagramChannel.open(
              isIpv4(address) ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
      channel.configureBlocking(false);
      if (bufferLength > 0) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, bufferLength);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, bufferLength);
      }
      if (sharesPort) {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      }
      return channel.bind(address);
    } catch (IOException | UnsupportedOperationException e) {
      if (channel != null) {
        channel.close();
      }
      throw failure(e, "cannot listen on " + text(address) + ": " + e.getMessage());
    }
  }

  private static IOException failure(Exception cause, String message) {
    IOException failure =
        cause instanceof BindException ? new BindException(message) : new IOException(message);
    failure.initCause(cause);
    return failure;
  }

  private static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (isIpv4(address) ? host : "[" + host + "]") + ":" + address.getPort();
  }
}
