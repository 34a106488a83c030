package io.mcc.engine.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.Limit;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.PeerView;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.dht.CareState;
import io.mcc.engine.dht.NeighbourChange;
import io.mcc.engine.dht.RoutingTable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SwarmTest {
  private static final long SEED = 11;
  private static final int PEER_COUNT = Boolean.getBoolean("mcc.test.full") ? 200 : 40;
  private static final long SECOND_NS = PeerSwarm.SECOND_NS;

  private final Random random = new Random(SEED);
  private PeerSwarm swarm = new PeerSwarm(SEED, true);
  private long nextCommandId;

  private void grow(int count) {
    for (int i = 0; i < count; i++) {
      swarm.join();
      swarm.run(SECOND_NS / 5);
    }
    swarm.run(60 * SECOND_NS);
  }

  private Outcome lookup(SwarmPeer peer, Id target) {
    long commandId = nextCommandId++;
    peer.advance(swarm.nowNs);
    peer.operations.start(
        new LookupNodes(new Command.LookupNodes(target.text(), 10 * SECOND_NS, true), peer.views),
        commandId,
        10 * SECOND_NS);
    return await(peer, commandId);
  }

  private Outcome ping(SwarmPeer peer, Id id) {
    long commandId = nextCommandId++;
    peer.advance(swarm.nowNs);
    peer.operations.start(
        new PingPeer(new Command.PingPeer(id.text(), 10 * SECOND_NS, true)),
        commandId,
        10 * SECOND_NS);
    return await(peer, commandId);
  }

  private Outcome await(SwarmPeer peer, long commandId) {
    swarm.collect(peer);
    assertThat(swarm.runUntil(11 * SECOND_NS, () -> peer.outcomes.containsKey(commandId)))
        .as("the command has ended")
        .isTrue();
    return peer.outcomes.remove(commandId);
  }

  /** The share of lookups that find so many of the 16 closest. */
  private double lookupShare(int count, int atLeast) {
    int right = 0;
    for (int i = 0; i < count; i++) {
      SwarmPeer asker = living();
      Id target = randomId();
      if (lookup(asker, target) instanceof Outcome.Nodes nodes) {
        List<String> expected = swarm.closest(target, asker.id, 16).stream().map(Id::text).toList();
        List<String> found = nodes.nodes().stream().map(PeerView::id).toList();
        right += expected.stream().filter(found::contains).count() >= atLeast ? 1 : 0;
      }
    }
    return (double) right / count;
  }

  private SwarmPeer living() {
    SwarmPeer peer = swarm.peers.get(random.nextInt(swarm.peers.size()));
    return peer.isDead ? living() : peer;
  }

  private Id randomId() {
    return new Id().set(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  @Test
  void shouldJoinAndFindEachOther() {
    grow(PEER_COUNT);

    assertThat(swarm.peers.subList(1, PEER_COUNT))
        .allMatch(peer -> peer.dht.maintenance().joined());
    assertThat(swarm.peers).allMatch(peer -> peer.dht.maintenance().state() == CareState.SETTLED);
    double share = lookupShare(100, 16);
    System.err.printf("%d peers: lookups right %.2f, seed %d%n", PEER_COUNT, share, SEED);
    assertThat(share).as("seed %d", SEED).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void shouldJoinOnAPublicNetworkByDiallingBack() {
    swarm = new PeerSwarm(SEED, false);
    grow(30);

    assertThat(swarm.peers).allMatch(peer -> peer.dht.table().liveCount() >= 16);
    assertThat(lookupShare(30, 16)).as("seed %d", SEED).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void shouldJoinThoughATenthOfTheDatagramsIsLost() {
    swarm.lossPercent = 10;
    grow(30);

    assertThat(swarm.peers).allMatch(peer -> peer.dht.table().count() >= 16);
    double share = lookupShare(50, 13);
    System.err.printf("10 %% loss: lookups find 13 of 16 %.2f, seed %d%n", share, SEED);
    assertThat(share).as("seed %d", SEED).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void shouldNoticeADeadNeighbourWithinSeventySeconds() {
    grow(PEER_COUNT);
    swarm.run(120 * SECOND_NS);
    SwarmPeer victim = swarm.peers.get(PEER_COUNT / 2);
    List<SwarmPeer> neighbours =
        swarm.peers.stream()
            .filter(peer -> swarm.closest(peer.id, peer.id, 8).contains(victim.id))
            .toList();
    swarm.peers.forEach(SwarmTest::drainChanges);
    assertThat(neighbours).isNotEmpty();

    swarm.kill(victim);
    swarm.run(70 * SECOND_NS);

    assertThat(neighbours).noneMatch(peer -> peer.dht.table().contains(victim.id));
    assertThat(neighbours).allMatch(peer -> hearsOfTheEnd(peer, victim.id));
  }

  private static void drainChanges(SwarmPeer peer) {
    Id id = new Id();
    NeighbourChange change = peer.dht.table().neighbourChanges().poll(id);
    while (change != NeighbourChange.NONE) {
      change = peer.dht.table().neighbourChanges().poll(id);
    }
  }

  private static boolean hearsOfTheEnd(SwarmPeer peer, Id dead) {
    Id id = new Id();
    NeighbourChange change = peer.dht.table().neighbourChanges().poll(id);
    while (change != NeighbourChange.NONE) {
      if (change == NeighbourChange.VANISHED && id.equals(dead)) {
        return true;
      }
      change = peer.dht.table().neighbourChanges().poll(id);
    }
    return false;
  }

  @Test
  void shouldFindTheClosestSoonAfterATenthDied() {
    grow(PEER_COUNT);
    swarm.peers.subList(PEER_COUNT - PEER_COUNT / 10, PEER_COUNT).forEach(swarm::kill);

    double atOnce = lookupShare(20, 14);
    swarm.run(120 * SECOND_NS);
    double later = lookupShare(50, 14);

    System.err.printf("10 %% killed: right at once %.2f, later %.2f%n", atOnce, later);
    assertThat(later).as("seed %d", SEED).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void shouldSendAtMost120DatagramsAMinuteWhenIdle() {
    grow(PEER_COUNT);
    swarm.run(600 * SECOND_NS);
    swarm.sentCounts.clear();
    swarm.receivedCounts.clear();

    swarm.run(1_200 * SECOND_NS);

    double sent = perMinute(swarm.sentCounts);
    double received = perMinute(swarm.receivedCounts);
    double most = swarm.sentCounts.values().stream().mapToInt(i -> i).max().orElse(0) / 20.0;
    System.err.printf(
        "idle, %d peers: %.1f sent, %.1f received a minute; the busiest sent %.1f%n",
        PEER_COUNT, sent, received, most);
    // Counted where it is sent: each datagram has one sender. Keys that are replaced are in it.
    assertThat(sent).isLessThanOrEqualTo(120);
    assertThat(most).isLessThanOrEqualTo(120);
  }

  private static double perMinute(Map<SwarmPeer, Integer> counts) {
    return counts.values().stream().mapToInt(i -> i).average().orElse(0) / 20;
  }

  @Test
  void shouldDialTheBootnodeAgainUntilItIsThere() {
    Endpoint boot = new Endpoint().setIpv4(0x0A000001 + 1, 9_376);
    SwarmPeer early = swarm.join(boot);
    swarm.run(20 * SECOND_NS);
    assertThat(early.dht.maintenance().joined()).isFalse();
    assertThat(early.count(EngineCounter.BOOT_ROUNDS)).isBetween(3L, 6L);

    SwarmPeer late = swarm.join(early.endpoint);
    assertThat(late.endpoint).isEqualTo(boot);
    swarm.run(70 * SECOND_NS);

    assertThat(early.dht.maintenance().joined()).isTrue();
    assertThat(early.dht.table().count()).isEqualTo(1);
  }

  @Test
  void shouldComeBackAfterEverybodyWasGone() {
    grow(3);
    SwarmPeer last = swarm.peers.get(2);
    swarm.peers.get(0).isDead = true;
    swarm.peers.get(1).isDead = true;
    assertThat(swarm.runUntil(600 * SECOND_NS, () -> last.dht.table().count() == 0)).isTrue();

    swarm.peers.get(0).isDead = false;
    swarm.collect(swarm.peers.get(0));
    swarm.run(200 * SECOND_NS);

    assertThat(last.dht.table().contains(swarm.peers.get(0).id)).isTrue();
  }

  @Test
  void shouldPingAKnownPeerAndOneThatMustBeLookedUp() {
    grow(PEER_COUNT);
    SwarmPeer peer = swarm.peers.get(5);
    for (SwarmPeer other : swarm.peers.subList(6, 26)) {
      assertThat(ping(peer, other.id)).isInstanceOf(Outcome.Pong.class);
    }
    assertThat(ping(peer, peer.id)).isInstanceOf(Outcome.Pong.class);
  }

  @Test
  void shouldTellUnknownFromSilent() {
    grow(20);
    SwarmPeer peer = swarm.peers.get(5);
    SwarmPeer victim = swarm.peers.get(6);

    swarm.kill(victim);
    Outcome silent = ping(peer, victim.id);
    Outcome unknown = ping(peer, randomId());

    assertThat(silent)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(FailureCode.NO_ANSWER);
              assertThat(failed.tried()).containsExactly(victim.id.text());
              assertThat(failed.trace()).anyMatch(step -> step.outcome().equals("silent"));
            });
    assertThat(unknown)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(FailureCode.NOT_FOUND));
  }

  @Test
  void shouldExplainALookup() {
    grow(20);

    Outcome outcome = lookup(swarm.peers.get(3), randomId());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Nodes.class,
            nodes -> {
              assertThat(nodes.trace()).hasSizeGreaterThanOrEqualTo(16);
              assertThat(nodes.trace())
                  .allMatch(step -> step.request().equals("FIND_NODE"))
                  .allMatch(step -> step.round() >= 1 && step.timeNs() > 0)
                  .allMatch(step -> step.outcome().equals("answered"));
            });
  }

  @Test
  void shouldAnswerALookupOfALoneNodeWithNobody() {
    SwarmPeer lone = swarm.join();

    Id target = randomId();
    assertThat(lookup(lone, target))
        .isEqualTo(new Outcome.Nodes(target.text(), List.of(), List.of()));
    assertThat(lone.timers.count()).isZero();
  }

  @Test
  void shouldAnswerBusyWhenAllSlotsAreTaken() {
    grow(3);
    SwarmPeer peer = swarm.peers.get(0);
    peer.limits.set(Limit.OPERATIONS, 4);
    swarm.peers.forEach(other -> other.isMute = true);
    for (int i = 0; i < 6; i++) {
      Command.PingPeer command =
          new Command.PingPeer(swarm.peers.get(1).id.text(), SECOND_NS, false);
      peer.operations.start(new PingPeer(command), i, SECOND_NS);
    }

    assertThat(peer.outcomes.values())
        .hasSize(2)
        .allMatch(outcome -> ((Outcome.Failed) outcome).code() == FailureCode.BUSY);
    swarm.collect(peer);
    swarm.run(15 * SECOND_NS);
    assertThat(peer.outcomes).hasSize(6);
    assertThat(peer.operations.count()).isZero();
    assertThat(peer.dht.lookups().count()).isZero();
  }

  @Test
  void shouldShowTheTableInPages() {
    grow(12);
    SwarmPeer peer = swarm.peers.get(0);

    Outcome.Peers first = peer.views.page(5, null);
    Outcome.Peers second = peer.views.page(5, first.next());
    Outcome.Peers third = peer.views.page(5, second.next());

    assertThat(first.peers()).hasSize(5);
    assertThat(third.peers()).hasSize(1);
    assertThat(third.next()).isNull();
    assertThat(IntStream.range(1, 5))
        .allMatch(i -> first.peers().get(i - 1).id().compareTo(first.peers().get(i).id()) < 0);
    assertThat(first.peers()).allMatch(view -> view.state().equals("live") && view.rttNs() > 0);
  }

  @Test
  void shouldHandOnNeitherTheAskerNorAnyoneUnverified() {
    grow(10);
    for (SwarmPeer peer : swarm.peers) {
      RoutingTable table = peer.dht.table();
      Contact contact = new Contact();
      for (int slot : table.slotsByIdOrder()) {
        Id id = table.contact(slot, contact).id;
        assertThat(swarm.peers).anyMatch(other -> other.id.equals(id) && other != peer);
      }
    }
  }
}
