package io.mcc.engine.loop;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Outbox;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * A socket by the channel's public methods, on any system. A datagram from another sender than the
 * last one allocates the sender's address. Owned by the loop.
 */
final class NioSocket implements UdpSocket {
  private final Endpoint lastSource = new Endpoint();
  private final DatagramChannel channel;
  private final ByteBuffer received;
  private final SocketAddressCache addresses;
  private SocketAddress lastSourceAddress;

  /**
   * @param received where datagrams go, from 0 on
   * @param addresses the port's
   */
  NioSocket(DatagramChannel channel, ByteBuffer received, SocketAddressCache addresses) {
    this.channel = channel;
    this.received = received;
    this.addresses = addresses;
  }

  @Override
  public int receive(Endpoint source) throws IOException {
    received.clear();
    SocketAddress address = channel.receive(received);
    if (address == null) {
      return NOTHING;
    }
    // The channel hands out the same object while the sender stays the same.
    if (address != lastSourceAddress) {
      SocketAddressCache.toEndpoint((InetSocketAddress) address, lastSource);
      lastSourceAddress = address;
    }
    source.set(lastSource);
    return received.position();
  }

  @Override
  public boolean send(Outbox outbox, int index, Endpoint from, int fromInterface)
      throws IOException {
    int offset = outbox.offset(index);
    int length = outbox.length(index);
    ByteBuffer bytes = outbox.buffer().byteBuffer();
    bytes.limit(offset + length).position(offset);
    return channel.send(bytes, addresses.find(outbox.target(index))) == length;
  }
}
