package io.mcc.engine.loop;

import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.agrona.concurrent.UnsafeBuffer;

/** How a {@link DatagramPort} reaches the operating system. */
enum SocketAccess {
  /** By {@link RawSocket}. */
  RAW,
  /** By {@link NioSocket}. */
  NIO;

  /** The cheapest that this machine has. */
  static SocketAccess best() {
    return RawSocket.isAvailable() ? RAW : NIO;
  }

  UdpSocket socket(
      DatagramChannel channel, ByteBuffer received, SocketAddressCache addresses, boolean ipv4) {
    return switch (this) {
      case RAW -> new RawSocket(channel, new UnsafeBuffer(received), ipv4);
      case NIO -> new NioSocket(channel, received, addresses);
    };
  }
}
