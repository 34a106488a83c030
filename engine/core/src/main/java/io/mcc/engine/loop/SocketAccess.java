package io.mcc.engine.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.agrona.concurrent.UnsafeBuffer;

/** How a {@link DatagramPort} reaches the operating system. */
enum SocketAccess {
  /** By {@link PosixSocket}, which tells to which address a datagram was sent. */
  POSIX,
  /** By {@link RawSocket}. */
  RAW,
  /** By {@link NioSocket}. */
  NIO;

  /**
   * The best that this machine has.
   *
   * @param isWildcard whether the socket is bound to more than one address: then it matters to
   *     which one a datagram was sent
   */
  static SocketAccess best(boolean isWildcard) {
    if (isWildcard && PosixSocket.isAvailable()) {
      return POSIX;
    }
    return RawSocket.isAvailable() ? RAW : NIO;
  }

  UdpSocket socket(
      DatagramChannel channel, ByteBuffer received, SocketAddressCache addresses, boolean ipv4)
      throws IOException {
    return switch (this) {
      case POSIX -> new PosixSocket(channel, new UnsafeBuffer(received), ipv4);
      case RAW -> new RawSocket(channel, new UnsafeBuffer(received), ipv4);
      case NIO -> new NioSocket(channel, received, addresses);
    };
  }
}
