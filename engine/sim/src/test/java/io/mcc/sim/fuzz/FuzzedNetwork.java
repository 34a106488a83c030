package io.mcc.sim.fuzz;

import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.EngineCounter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two nodes and a wire on which nothing moves by itself: what becomes of each datagram is up to the
 * run. Keeps the account of what strangers sent and got, and checks both nodes after every input.
 */
final class FuzzedNetwork implements FuzzedNode.Wire {
  private static final int DELIVERIES_MAX = 256;
  private static final int KEPT_MAX = 64;

  /** No answer may be longer, whatever was asked from an address that has proven nothing. */
  private static final int AMPLIFICATION_MAX = 3;

  /** A deadline that doesn't move although it fired would go on for ever. */
  private static final int DEADLINES_MAX = 20_000;

  final FuzzedNode[] nodes = new FuzzedNode[2];
  final Flights flights = new Flights();

  /** True datagrams of the past, to be sent again. */
  final List<byte[]> kept = new ArrayList<>();

  private final boolean small;
  private final boolean hasAes;
  private final Map<Endpoint, long[]> strangers = new HashMap<>();
  private int lives;
  private long nowNs = 1_000_000_000_000L;

  /**
   * @param small whether limits are as tight as they can be
   */
  FuzzedNetwork(boolean small, boolean hasAes) {
    this.small = small;
    this.hasAes = hasAes;
    start(0, ToyPeers.endpoint(0));
    start(1, ToyPeers.endpoint(1));
  }

  private Limits limits() {
    Limits limits = new Limits();
    for (Limit limit : Limit.values()) {
      limits.set(limit, small ? Math.max(2, limit.valueMin()) : limit.defaultValue());
    }
    return limits;
  }

  /** Starts a node in the place of the one before, which is gone with all it had. */
  void start(int index, Endpoint endpoint) {
    nodes[index] = new FuzzedNode(index, endpoint, limits(), ++lives, hasAes, this);
    nodes[index].start(nowNs);
    if (index > 0) {
      nodes[index].boot(nodes[0].endpoint, nowNs);
    }
    check();
  }

  long nowNs() {
    return nowNs;
  }

  @Override
  public void onSent(FuzzedNode from, Endpoint target, byte[] datagram) {
    long[] account = strangers.get(target);
    // Whom a node dials has not asked: a peer may name any address.
    if (account != null && datagram[0] != HandshakeDatagram.HS1) {
      account[1] += datagram.length;
      if (account[1] > AMPLIFICATION_MAX * account[0]) {
        throw new AssertionError(
            target + " sent " + account[0] + " bytes and got " + account[1] + " back");
      }
    }
    keep(datagram);
    flights.add(from.endpoint, target, datagram);
  }

  private void keep(byte[] datagram) {
    if (kept.size() == KEPT_MAX) {
      kept.remove(0);
    }
    kept.add(datagram.clone());
  }

  /** Delivers the next datagram; where it is for nobody, it is lost. */
  void deliver() {
    Flights.Flight flight = flights.take();
    for (FuzzedNode node : nodes) {
      if (node.endpoint.equals(flight.target()) && !node.node.stopped()) {
        node.receive(flight.datagram(), flight.source(), nowNs);
        check();
        return;
      }
    }
  }

  /** Delivers everything, and what it brings forth, as far as there is an end. */
  void deliverAll(int countMax) {
    for (int count = 0; count < countMax && !flights.isEmpty(); count++) {
      deliver();
    }
  }

  /** Has bytes arrive at a node that nobody there sent. */
  void inject(int index, Endpoint source, byte[] bytes) {
    if (bytes.length == 0 || bytes.length > Datagram.LENGTH_MAX || isPeer(source)) {
      arrive(index, source, bytes);
    } else {
      strangers.computeIfAbsent(new Endpoint().set(source), key -> new long[2])[0] += bytes.length;
      arrive(index, source, bytes);
    }
  }

  private boolean isPeer(Endpoint endpoint) {
    return nodes[0].endpoint.equals(endpoint) || nodes[1].endpoint.equals(endpoint);
  }

  private void arrive(int index, Endpoint source, byte[] bytes) {
    if (!nodes[index].node.stopped()) {
      nodes[index].receive(bytes, source, nowNs);
      check();
    }
  }

  /** Lets time pass; deadlines come when they are due, datagrams stay where they are. */
  void pass(long durationNs) {
    pass(durationNs, false);
  }

  /** The same on a wire that delivers at once. */
  void passDelivering(long durationNs) {
    pass(durationNs, true);
  }

  private void pass(long durationNs, boolean delivering) {
    long endNs = nowNs + durationNs;
    deliverAll(delivering ? DELIVERIES_MAX : 0);
    for (int count = 0; nextDeadlineNs() <= endNs; count++) {
      if (count == DEADLINES_MAX) {
        throw new AssertionError("deadlines don't end: " + nowNs + " to " + endNs);
      }
      nowNs = Math.max(nowNs, nextDeadlineNs());
      fire();
      deliverAll(delivering ? DELIVERIES_MAX : 0);
    }
    nowNs = endNs;
  }

  private long nextDeadlineNs() {
    long nextNs = Timers.NEVER;
    for (FuzzedNode node : nodes) {
      nextNs = node.node.stopped() ? nextNs : Math.min(nextNs, node.node.nextDeadlineNs());
    }
    return nextNs;
  }

  private void fire() {
    for (FuzzedNode node : nodes) {
      if (!node.node.stopped() && node.node.nextDeadlineNs() <= nowNs) {
        node.fireDeadlines(nowNs);
        check();
      }
    }
  }

  void check() {
    for (FuzzedNode node : nodes) {
      if (node != null) {
        node.requireLimits();
      }
    }
  }

  /** Each request that was sent has been answered, has been given up, or is under way. */
  void requireEveryRequestCounted() {
    for (FuzzedNode node : nodes) {
      long sent = node.counters.value(EngineCounter.REQUESTS_SENT);
      long answered = node.counters.value(EngineCounter.REQUESTS_ANSWERED);
      long silent = node.counters.value(EngineCounter.REQUESTS_SILENT);
      long underWay = node.limits.used(Limit.REQUESTS);
      if (sent != answered + silent + underWay) {
        throw new AssertionError(
            sent
                + " sent, "
                + answered
                + " answered, "
                + silent
                + " silent, "
                + underWay
                + " left");
      }
    }
  }

  /** Every command has ended by now. */
  void requireEveryCommandEnded() {
    for (FuzzedNode node : nodes) {
      if (!node.node.stopped() && node.outcomes.size() != node.commandCount()) {
        throw new AssertionError(
            node.commandCount() + " commands, " + node.outcomes.size() + " outcomes");
      }
    }
  }
}
