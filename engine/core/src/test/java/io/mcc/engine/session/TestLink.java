package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Two peers on virtual time; what is delivered, lost or kept is up to the test. */
final class TestLink {
  /** Says what becomes of a datagram. */
  interface Fate {
    /** Whether the n-th datagram of the link reaches its target. */
    boolean delivers(int index, TestPeer from, byte[] datagram);
  }

  private record Flight(
      long arrivalNs, int index, Endpoint source, TestPeer from, TestPeer to, byte[] datagram) {}

  static final long DELAY_NS = 10_000_000L;

  final List<byte[]> wire = new ArrayList<>();
  Fate fate = (index, from, datagram) -> true;
  long nowNs = 1_000_000_000_000L;
  private final TestPeer a;
  private final TestPeer b;
  private final PriorityQueue<Flight> flights =
      new PriorityQueue<>(
          Comparator.comparingLong(Flight::arrivalNs).thenComparingInt(Flight::index));
  private int sentCount;

  TestLink(TestPeer a, TestPeer b) {
    this.a = a;
    this.b = b;
    advance(nowNs);
  }

  private void advance(long nowNs) {
    this.nowNs = nowNs;
    a.advance(nowNs);
    b.advance(nowNs);
  }

  private void collect(TestPeer from, TestPeer to) {
    from.verifyAll();
    List<Endpoint> targets = new ArrayList<>();
    for (int i = 0; i < from.outbox.count(); i++) {
      targets.add(new Endpoint().set(from.outbox.target(i)));
    }
    for (byte[] datagram : from.takeOutbox()) {
      wire.add(datagram);
      boolean isThere = targets.remove(0).equals(to.endpoint);
      if (fate.delivers(sentCount, from, datagram) && isThere) {
        Endpoint source = new Endpoint().set(from.endpoint);
        flights.add(new Flight(nowNs + DELAY_NS, sentCount, source, from, to, datagram));
      }
      sentCount++;
    }
  }

  /** Lets virtual time pass. */
  void run(long durationNs) {
    long endNs = nowNs + durationNs;
    while (true) {
      collect(a, b);
      collect(b, a);
      long nextNs = Math.min(a.timers.nextDeadlineNs(), b.timers.nextDeadlineNs());
      if (!flights.isEmpty()) {
        nextNs = Math.min(nextNs, flights.peek().arrivalNs);
      }
      if (nextNs > endNs) {
        advance(endNs);
        return;
      }
      advance(Math.max(nowNs, nextNs));
      step();
    }
  }

  private void step() {
    while (!flights.isEmpty() && flights.peek().arrivalNs <= nowNs) {
      Flight flight = flights.poll();
      flight.to.receive(flight.datagram, flight.source);
      collect(flight.to, flight.from);
    }
    a.fireDeadlines();
    b.fireDeadlines();
  }
}
