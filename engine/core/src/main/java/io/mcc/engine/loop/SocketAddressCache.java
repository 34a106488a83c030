package io.mcc.engine.loop;

import io.mcc.codec.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The socket addresses of the endpoints sent to lately, so that sending to a known peer doesn't
 * allocate. Bounded: each endpoint has two places, and the newer one pushes the older out. Owned by
 * the loop.
 */
final class SocketAddressCache {
  private static final int IPV4_LENGTH = 4;
  private static final int IPV6_LENGTH = 16;

  private final Endpoint[] endpoints;
  private final InetSocketAddress[] addresses;
  private final int mask;

  /**
   * @param capacity addresses held at the most: a power of two, at least 2
   */
  SocketAddressCache(int capacity) {
    endpoints = new Endpoint[capacity];
    addresses = new InetSocketAddress[capacity];
    mask = capacity - 1;
  }

  /** The address of an endpoint that is set. */
  InetSocketAddress find(Endpoint endpoint) {
    int first = endpoint.hashCode() & mask;
    int second = first ^ 1;
    if (endpoint.equals(endpoints[first])) {
      return addresses[first];
    }
    if (endpoint.equals(endpoints[second])) {
      return addresses[second];
    }
    move(first, second);
    return fill(first, endpoint);
  }

  private void move(int from, int to) {
    Endpoint oldest = endpoints[to];
    endpoints[to] = endpoints[from];
    addresses[to] = addresses[from];
    endpoints[from] = oldest;
  }

  private InetSocketAddress fill(int index, Endpoint endpoint) {
    if (endpoints[index] == null) {
      endpoints[index] = new Endpoint();
    }
    endpoints[index].set(endpoint);
    addresses[index] = toSocketAddress(endpoint);
    return addresses[index];
  }

  static InetSocketAddress toSocketAddress(Endpoint endpoint) {
    byte[] bytes =
        endpoint.isIpv4()
            ? ByteBuffer.allocate(IPV4_LENGTH).putInt(endpoint.ipv4()).array()
            : ByteBuffer.allocate(IPV6_LENGTH)
                .putLong(endpoint.high())
                .putLong(endpoint.low())
                .array();
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), endpoint.port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }

  static void toEndpoint(InetSocketAddress address, Endpoint target) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress().getAddress());
    if (bytes.capacity() == IPV4_LENGTH) {
      target.setIpv4(bytes.getInt(), address.getPort());
    } else {
      target.set(bytes.getLong(), bytes.getLong(), address.getPort());
    }
  }
}
