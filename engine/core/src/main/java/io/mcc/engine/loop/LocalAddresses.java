package io.mcc.engine.loop;

import io.mcc.codec.Endpoint;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The machine's addresses that datagrams were sent to, each with a small number by which the node
 * remembers it: what answers leaves from the address that was asked. Bounded: an address that finds
 * no room is number 0, and so the kernel's choice. Owned by the loop.
 */
final class LocalAddresses {
  /** The number of no address. */
  static final int NONE = 0;

  /** Numbers there are, {@link #NONE} counted. */
  static final int CAPACITY = 64;

  /** Longer than a session lives without a packet: nobody remembers the number any more. */
  private static final long UNUSED_NS = TimeUnit.MINUTES.toNanos(15);

  private final Endpoint[] addresses = new Endpoint[CAPACITY];
  private final int[] interfaces = new int[CAPACITY];
  private final BoundSocket[] sockets = new BoundSocket[CAPACITY];
  private final long[] usedNs = new long[CAPACITY];
  private final LongSupplier clockNs;
  private int last;

  /**
   * @param clockNs read only where another address is used than the last time
   */
  LocalAddresses(LongSupplier clockNs) {
    this.clockNs = clockNs;
  }

  /** Gives a number to a socket that has one address, for as long as it lives. */
  void pin(BoundSocket socket) {
    int number = 1;
    while (number < CAPACITY && sockets[number] != null) {
      number++;
    }
    if (number < CAPACITY) {
      sockets[number] = socket;
    }
  }

  /**
   * The number of the address that the last datagram of a socket was sent to.
   *
   * @return {@link #NONE} where the socket can't tell, or there is no room
   */
  int numberOf(BoundSocket socket) {
    if (isLast(socket)) {
      return last;
    }
    long nowNs = clockNs.getAsLong();
    usedNs[last] = nowNs;
    int number = find(socket);
    if (number == NONE) {
      number = add(socket, nowNs);
    }
    usedNs[number] = nowNs;
    last = number;
    return number;
  }

  private boolean isLast(BoundSocket socket) {
    return last != NONE && is(last, socket);
  }

  private int find(BoundSocket socket) {
    for (int number = 1; number < CAPACITY; number++) {
      if (is(number, socket)) {
        return number;
      }
    }
    return NONE;
  }

  private boolean is(int number, BoundSocket socket) {
    if (sockets[number] != socket) {
      return false;
    }
    Endpoint address = addresses[number];
    return address == null
        || address.equals(socket.socket().local())
            && interfaces[number] == socket.socket().localInterface();
  }

  private int add(BoundSocket socket, long nowNs) {
    Endpoint local = socket.socket().local();
    int number = local == null ? NONE : free(nowNs);
    if (number != NONE) {
      sockets[number] = socket;
      addresses[number] = new Endpoint().set(local);
      interfaces[number] = socket.socket().localInterface();
    }
    return number;
  }

  private int free(long nowNs) {
    for (int number = 1; number < CAPACITY; number++) {
      boolean isUnused = addresses[number] != null && nowNs - usedNs[number] > UNUSED_NS;
      if (sockets[number] == null || isUnused) {
        return number;
      }
    }
    return NONE;
  }

  /** Whether a datagram can leave from the address of a number to a target. */
  boolean fits(int number, Endpoint target) {
    if (number <= NONE || number >= CAPACITY || sockets[number] == null) {
      return false;
    }
    Endpoint address = addresses[number];
    return target.isIpv4() == (address == null ? sockets[number].isIpv4() : address.isIpv4());
  }

  /** The socket that a number's address belongs to. */
  UdpSocket socket(int number) {
    return sockets[number].socket();
  }

  /** The address of a number; null where its socket has no other one. */
  Endpoint address(int number) {
    return addresses[number];
  }

  /** The interface that a number's address needs; or 0. */
  int localInterface(int number) {
    return interfaces[number];
  }
}
