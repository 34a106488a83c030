package io.mcc.engine.operation;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Peers on virtual time, 5 to 25 ms apart; datagrams to nobody and to the dead are lost. */
final class PeerSwarm {
  static final long SECOND_NS = 1_000_000_000L;

  private record Event(
      long instantNs, long order, SwarmPeer to, Endpoint source, byte[] datagram) {}

  final List<SwarmPeer> peers = new ArrayList<>();
  final Map<SwarmPeer, Integer> sentCounts = new HashMap<>();
  final Map<SwarmPeer, Integer> receivedCounts = new HashMap<>();
  long nowNs = -500 * SECOND_NS;
  int lossPercent;
  private final Map<Endpoint, SwarmPeer> byEndpoint = new HashMap<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::instantNs).thenComparing(Event::order));
  private final Map<SwarmPeer, Long> wakeNs = new HashMap<>();
  private final Random random;
  private final boolean isLocal;
  private long nextOrder;

  /**
   * @param isLocal whether the peers live on one private network, exempt, or each in a public /24
   */
  PeerSwarm(long seed, boolean isLocal) {
    random = new Random(seed);
    this.isLocal = isLocal;
  }

  /** Starts a peer whose bootnode is the first one. */
  SwarmPeer join() {
    return join(peers.isEmpty() ? null : peers.get(0).endpoint);
  }

  SwarmPeer join(Endpoint boot) {
    int number = peers.size();
    Endpoint endpoint = new Endpoint();
    if (isLocal) {
      endpoint.setIpv4(0x0A000001 + number, 9_376);
    } else {
      endpoint.setIpv4(0x20000001 + (number << 8), 9_376);
    }
    SwarmPeer peer = new SwarmPeer(number, endpoint);
    peers.add(peer);
    byEndpoint.put(peer.endpoint, peer);
    peer.advance(nowNs);
    if (boot != null) {
      peer.dht.maintenance().onBootEndpoint(boot);
    }
    collect(peer);
    return peer;
  }

  void kill(SwarmPeer peer) {
    peer.isDead = true;
  }

  /** Delivers what a peer left for sending and notes when it wants to be woken. */
  void collect(SwarmPeer peer) {
    peer.settle();
    for (int i = 0; i < peer.outbox.count(); i++) {
      byte[] datagram = new byte[peer.outbox.length(i)];
      peer.outbox.buffer().getBytes(peer.outbox.offset(i), datagram);
      sentCounts.merge(peer, 1, Integer::sum);
      SwarmPeer to = byEndpoint.get(peer.outbox.target(i));
      if (to != null && random.nextInt(100) >= lossPercent) {
        long delayNs = (5 + random.nextInt(20)) * 1_000_000L;
        events.add(new Event(nowNs + delayNs, nextOrder++, to, peer.endpoint, datagram));
      }
    }
    peer.outbox.clear();
    long deadlineNs = peer.timers.nextDeadlineNs();
    if (deadlineNs != Long.MAX_VALUE && wakeNs.getOrDefault(peer, Long.MAX_VALUE) > deadlineNs) {
      long instantNs = Math.max(nowNs, deadlineNs);
      wakeNs.put(peer, instantNs);
      events.add(new Event(instantNs, nextOrder++, peer, null, null));
    }
  }

  /** Lets virtual time pass. */
  void run(long durationNs) {
    runUntil(durationNs, () -> false);
  }

  /** Lets virtual time pass until something holds; the answer says whether it does. */
  boolean runUntil(long durationNs, BooleanSupplier condition) {
    long endNs = nowNs + durationNs;
    while (!condition.getAsBoolean()) {
      if (events.isEmpty() || events.peek().instantNs > endNs) {
        nowNs = endNs;
        peers.forEach(peer -> peer.advance(nowNs));
        return condition.getAsBoolean();
      }
      step(events.poll());
    }
    return true;
  }

  private void step(Event event) {
    nowNs = event.instantNs;
    SwarmPeer peer = event.to;
    boolean isStale = event.datagram == null && wakeNs.getOrDefault(peer, 0L) != event.instantNs;
    if (peer.isDead || isStale) {
      return;
    }
    peer.advance(nowNs);
    if (event.datagram == null) {
      wakeNs.remove(peer);
      peer.fireDeadlines();
    } else {
      receivedCounts.merge(peer, 1, Integer::sum);
      peer.receive(event.datagram, event.source);
    }
    collect(peer);
  }

  /** The ids of the living closest to a target, without one. */
  List<Id> closest(Id target, Id except, int count) {
    return peers.stream()
        .filter(peer -> !peer.isDead && !peer.id.equals(except))
        .map(peer -> peer.id)
        .sorted((a, b) -> Id.compareDistance(target, a, b))
        .limit(count)
        .toList();
  }
}
