package io.mcc.sim.fuzz;

import io.mcc.codec.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** The datagrams on a wire, in their order, and all that may happen to them. Owned by one run. */
final class Flights {
  /** A datagram on its way. */
  record Flight(Endpoint source, Endpoint target, byte[] datagram) {}

  private static final int COUNT_MAX = 256;

  private final List<Flight> flights = new ArrayList<>();

  /** Sends a datagram off; it is lost where the wire is full. */
  void add(Endpoint source, Endpoint target, byte[] datagram) {
    if (flights.size() < COUNT_MAX) {
      Endpoint from = new Endpoint().set(source);
      flights.add(new Flight(from, new Endpoint().set(target), datagram));
    }
  }

  boolean isEmpty() {
    return flights.isEmpty();
  }

  Flight take() {
    return flights.remove(0);
  }

  void lose(int which) {
    if (!isEmpty()) {
      flights.remove(which % flights.size());
    }
  }

  void repeat(int which) {
    if (!isEmpty()) {
      Flight flight = flights.get(which % flights.size());
      add(flight.source(), flight.target(), flight.datagram().clone());
    }
  }

  /** All the others overtake one. */
  void delay(int which) {
    if (!isEmpty()) {
      flights.add(flights.remove(which % flights.size()));
    }
  }

  void flip(int which, int place) {
    if (!isEmpty()) {
      byte[] datagram = flights.get(which % flights.size()).datagram();
      datagram[place / 8 % datagram.length] ^= (byte) (1 << place % 8);
    }
  }
}
