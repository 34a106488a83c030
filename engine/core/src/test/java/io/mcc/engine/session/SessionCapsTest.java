package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.counter.EngineCounter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More peers than there is room for: who has to go, and that it is told. */
class SessionCapsTest { // threat 18
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int PEER_COUNT = FULL ? 10_000 : 400;
  private static final int SESSION_COUNT_MAX = FULL ? 4_096 : 128;

  /** What an address may begin a handshake in. */
  private static final long PACE_NS = 50_000_000;

  private static final int NEIGHBOUR_COUNT = 20;
  private static final byte[] NETWORK = new byte[16];

  private final TestPeer hub = new TestPeer(1001, NETWORK, true, true);
  private final Map<Endpoint, TestPeer> kept = new HashMap<>();
  private long nowNs = 1_000_000_000_000L;

  @BeforeEach
  void limitTheHub() {
    hub.limits.set(Limit.SESSIONS, SESSION_COUNT_MAX);
  }

  private static Endpoint address(int prefix, int host) {
    return new Endpoint().setIpv4(0x0B00_0000 + (prefix << 8) + host, 9_376);
  }

  /** A peer that has opened a session with the hub and got its answer. */
  private TestPeer connect(Endpoint endpoint) {
    TestPeer peer = new TestPeer(endpoint, NETWORK);
    kept.put(endpoint, peer);
    ask(peer);
    kept.remove(endpoint);
    return peer;
  }

  private TestPeer connectAndKeep(Endpoint endpoint) {
    TestPeer peer = connect(endpoint);
    kept.put(endpoint, peer);
    return peer;
  }

  private void ask(TestPeer peer) {
    nowNs += PACE_NS;
    hub.advance(nowNs);
    peer.advance(nowNs);
    int answered = peer.endedTags.size();
    peer.ping(hub.contact(), 1);
    while (talk(peer)) {
      assertThat(hub.sessions.table().count()).isLessThanOrEqualTo(SESSION_COUNT_MAX);
    }
    assertThat(peer.endedTags).hasSize(answered + 1);
  }

  private boolean talk(TestPeer peer) {
    peer.verifyAll();
    List<byte[]> sent = peer.takeOutbox();
    sent.forEach(datagram -> hub.receive(datagram, peer.endpoint));
    hub.verifyAll();
    return deliver(hub.outbox) || !sent.isEmpty();
  }

  private boolean deliver(Outbox outbox) {
    boolean sent = outbox.count() > 0;
    for (int i = 0; i < outbox.count(); i++) {
      TestPeer peer = kept.get(outbox.target(i));
      if (peer != null) {
        byte[] datagram = new byte[outbox.length(i)];
        outbox.buffer().getBytes(outbox.offset(i), datagram);
        peer.receive(datagram, hub.endpoint);
      }
    }
    outbox.clear();
    return sent;
  }

  private Session sessionWith(TestPeer peer) {
    return hub.sessions.table().find(peer.identity.nodeId());
  }

  @Test
  void shouldKeepNeighboursAndWhoWasUsedLastWhereTooManyPeersCome() {
    List<TestPeer> neighbours = new ArrayList<>();
    for (int i = 0; i < NEIGHBOUR_COUNT; i++) {
      neighbours.add(connectAndKeep(address(i, 1)));
      sessionWith(neighbours.get(i)).markNeighbour();
    }
    TestPeer busy = connectAndKeep(address(NEIGHBOUR_COUNT, 1));
    TestPeer quiet = connectAndKeep(address(NEIGHBOUR_COUNT, 2));
    for (int i = 0; i < PEER_COUNT; i++) {
      connect(address(100 + i / 4, i % 4 + 1));
      if (i % 100 == 0) {
        ask(busy);
      }
    }
    System.out.printf(
        "SessionCapsTest %d peers, %d sessions, %d evicted%n",
        PEER_COUNT, hub.sessions.table().count(), hub.count(EngineCounter.SESSIONS_EVICTED));
    assertThat(hub.sessions.table().count()).isEqualTo(SESSION_COUNT_MAX);
    assertThat(hub.limits.used(Limit.SESSIONS)).isEqualTo(SESSION_COUNT_MAX);
    assertThat(hub.count(EngineCounter.SESSIONS_EVICTED))
        .isEqualTo(PEER_COUNT + NEIGHBOUR_COUNT + 2 - SESSION_COUNT_MAX);
    assertThat(neighbours).allMatch(peer -> sessionWith(peer) != null);
    assertThat(sessionWith(busy)).isNotNull();
    assertThat(sessionWith(quiet)).isNull();
    assertThat(quiet.sessions.table().count()).as("was told").isZero();
    ask(quiet);
    assertThat(quiet.count(EngineCounter.HANDSHAKES_BEGUN)).isEqualTo(2);
  }

  @Test
  void shouldCapAPrefixAndSpareTheOthers() {
    hub.limits.set(Limit.SESSIONS_PER_PREFIX, 16);
    List<TestPeer> others = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      others.add(connectAndKeep(address(i, 1)));
    }
    TestPeer first = connectAndKeep(address(50, 1));
    for (int host = 2; host <= 100; host++) {
      connect(address(50, host));
    }
    assertThat(hub.sessions.table().count()).isEqualTo(26);
    assertThat(others).allMatch(peer -> sessionWith(peer) != null);
    assertThat(sessionWith(first)).isNull();
    assertThat(first.sessions.table().count()).as("was told").isZero();
  }

  @Test
  void shouldGrantAPrefixItsPlacesAgainWhenSessionsHaveEnded() {
    hub.limits.set(Limit.SESSIONS_PER_PREFIX, 2);
    for (int host = 1; host <= 20; host++) {
      TestPeer peer = connect(address(50, host));
      hub.sessions.table().remove(sessionWith(peer), EventReason.IDLE);
    }
    connect(address(50, 30));
    connect(address(50, 31));
    assertThat(hub.count(EngineCounter.SESSIONS_EVICTED)).isZero();
    assertThat(hub.sessions.table().count()).isEqualTo(2);
  }

  @Test
  void shouldSpareLocalAddressesTheCapOfTheirPrefix() {
    hub.limits.set(Limit.SESSIONS_PER_PREFIX, 16);
    for (int host = 1; host <= 40; host++) {
      connect(Endpoint.parse("192.168.1." + host + ":9376"));
    }
    assertThat(hub.sessions.table().count()).isEqualTo(40);
  }

  @Test
  void shouldGiveUpReplacedSessionsBeforeOnesInUse() {
    hub.limits.set(Limit.SESSIONS_PER_PREFIX, 4);
    TestPeer idle = connectAndKeep(address(50, 1));
    for (int restart = 0; restart < 20; restart++) {
      connect(address(50, 2));
    }
    assertThat(hub.sessions.table().count()).isEqualTo(4);
    assertThat(sessionWith(idle)).as("used the longest ago, but in use").isNotNull();
  }

  @Test
  void shouldKeepANeighbourANeighbourWhenItsSessionIsReplaced() {
    TestPeer neighbour = connect(address(50, 1));
    sessionWith(neighbour).markNeighbour();
    TestPeer again = connect(address(50, 1));
    assertThat(sessionWith(again).neighbour).isTrue();
  }
}
