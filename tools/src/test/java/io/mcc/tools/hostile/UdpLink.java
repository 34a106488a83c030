package io.mcc.tools.hostile;

import io.mcc.codec.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;

/** A socket on loopback, connected to a node's process. Owned by one thread. */
final class UdpLink implements Link {
  private static final int LENGTH_MAX = 65_535;
  private static final int BUFFER_LENGTH = 4 << 20;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LENGTH_MAX);
  private final DatagramChannel channel;
  private final Selector selector;
  private final Endpoint localEndpoint;
  private final long startNs = System.nanoTime();
  private final double clockRate;
  private long sentCount;

  /**
   * @param node a loopback address as {@code host:port}
   * @param clockRate how fast the clock goes: below 1 replies are waited for longer, where it
   *     matters that they come and not how busy the machine is; above 1 silence is over sooner
   */
  UdpLink(String node, double clockRate) {
    this.clockRate = clockRate;
    int colon = node.lastIndexOf(':');
    try {
      InetAddress loopback = InetAddress.getByName(node.substring(0, colon));
      channel = DatagramChannel.open();
      channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_LENGTH);
      channel.bind(new InetSocketAddress(loopback, 0));
      channel.connect(new InetSocketAddress(loopback, Integer.parseInt(node.substring(colon + 1))));
      channel.configureBlocking(false);
      selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      localEndpoint =
          Endpoint.parse("127.0.0.1:" + ((InetSocketAddress) channel.getLocalAddress()).getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Endpoint localEndpoint() {
    return localEndpoint;
  }

  @Override
  public long nowNs() {
    return startNs + (long) ((System.nanoTime() - startNs) * clockRate);
  }

  @Override
  public void send(byte[] datagram) {
    buffer.clear().put(datagram).flip();
    try {
      channel.write(buffer);
      sentCount++;
    } catch (IOException e) {
      throw new UncheckedIOException("nobody listens there any more", e);
    }
  }

  /** Datagrams that the operating system took. */
  long sentCount() {
    return sentCount;
  }

  @Override
  public byte[] receive() {
    buffer.clear();
    try {
      if (channel.read(buffer) <= 0) {
        return null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("nobody listens there any more", e);
    }
    byte[] datagram = new byte[buffer.flip().remaining()];
    buffer.get(datagram);
    return datagram;
  }

  @Override
  public void await(long timeoutNs) {
    try {
      selector.select(key -> {}, Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNs)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
