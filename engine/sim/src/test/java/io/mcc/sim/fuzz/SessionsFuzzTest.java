package io.mcc.sim.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.fuzz.FuzzDepths;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sequences of what happens between two peers: requests, lost, repeated, delayed and spoilt
 * datagrams, time, new keys, another address, a new start, refused certificates. Against a simple
 * model: what arrives was sent and arrives once, each request ends once, and with a sound wire both
 * soon understand each other again. Each operation is four bytes.
 */
// threats 4, 5, 11, 12, 16
class SessionsFuzzTest implements FuzzedPeer.Notes {
  private static final int SEED_COUNT = 12;
  private static final int OPERATIONS_MAX = 300;
  private static final int DEADLINES_MAX = 20_000;
  private static final long[] PAUSES_NS = {
    TimeUnit.MILLISECONDS.toNanos(5),
    TimeUnit.MILLISECONDS.toNanos(100),
    TimeUnit.SECONDS.toNanos(1),
    TimeUnit.SECONDS.toNanos(11),
    TimeUnit.SECONDS.toNanos(61),
    TimeUnit.SECONDS.toNanos(121),
    TimeUnit.SECONDS.toNanos(181),
    TimeUnit.SECONDS.toNanos(601)
  };

  /** Within so many seconds of a sound wire every request is answered again. */
  private static final int HEALING_SECONDS = 15;

  private static final EngineCounter[] DEPTHS = {
    EngineCounter.HANDSHAKES_COMPLETED,
    EngineCounter.HANDSHAKES_FAILED,
    EngineCounter.REKEYS_COMPLETED,
    EngineCounter.REKEYS_FAILED,
    EngineCounter.PATHS_VALIDATED,
    EngineCounter.SESSIONS_IDLE,
    EngineCounter.REJECTED_REPLAYED,
    EngineCounter.REJECTED_TAG_WRONG
  };

  private static final FuzzDepths REACHED = new FuzzDepths(DEPTHS);
  private static long deliveredCount;
  private static long deliveredInHandshakeCount;

  private final FuzzedPeer[] peers = new FuzzedPeer[2];
  private Flights flights;
  private Set<Long> delivered;

  /** Requests that have come in HS3; where it was repeated they may come once more, afterwards. */
  private Set<Long> deliveredInHandshake;

  /** Requests under way: the serial of each tag. */
  private Map<Integer, Long> underWay;

  private Set<Integer> answered;
  private boolean hasAes;
  private int lives;
  private int lastTag;
  private long nowNs;

  static Stream<byte[]> seeds() {
    return FuzzDepths.scripts(SEED_COUNT, 80);
  }

  @MethodSource("seeds")
  @FuzzTest
  void shouldDeliverWhatWasSentOnceAndConverge(byte[] input) {
    REACHED.onInput();
    if (input.length == 0) {
      return;
    }
    begin((input[0] & 1) != 0);
    ByteBuffer script = ByteBuffer.wrap(input, 1, input.length - 1);
    for (int count = 0; count < OPERATIONS_MAX && script.remaining() >= 4; count++) {
      operate(script.get() & 0xFF, script.get() & 0xFF, script.getShort() & 0xFFFF);
    }
    heal();
    for (FuzzedPeer peer : peers) {
      note(peer);
    }
    deliveredCount += delivered.size();
    deliveredInHandshakeCount += deliveredInHandshake.size();
  }

  private void begin(boolean aes) {
    hasAes = aes;
    flights = new Flights();
    delivered = new HashSet<>();
    deliveredInHandshake = new HashSet<>();
    underWay = new HashMap<>();
    answered = new HashSet<>();
    lives = 0;
    lastTag = 0;
    nowNs = 1_000_000_000_000L;
    for (int index = 0; index < peers.length; index++) {
      peers[index] =
          new FuzzedPeer(index, ToyPeers.endpoint(index), ++lives, hasAes, flights, this);
      peers[index].advance(nowNs);
    }
  }

  private static void note(FuzzedPeer peer) {
    for (int i = 0; i < DEPTHS.length; i++) {
      REACHED.count(i, peer.counters.value(DEPTHS[i]));
    }
  }

  private void operate(int operation, int x, int yz) {
    FuzzedPeer peer = peers[x & 1];
    switch (operation % 20) {
      case 0, 1, 2, 3 -> ask(peer);
      case 4, 5, 6, 7, 8 -> deliver(1 + (x >> 1));
      case 9 -> flights.lose(x);
      case 10 -> flights.repeat(x);
      case 11 -> flights.delay(x);
      case 12 -> flights.flip(x, yz);
      case 13 -> pass(PAUSES_NS[x & 7], false);
      case 14, 15 -> pass(PAUSES_NS[x & 7], true);
      case 16 -> restart(x & 1);
      case 17 -> peer.endpoint.setIpv4(peer.endpoint.ipv4(), 4_000 + (yz & 7));
      case 18 -> verification(peer, yz);
      default -> {
        if ((yz & 3) == 0) {
          peer.leave();
        }
      }
    }
  }

  private void ask(FuzzedPeer peer) {
    long serial = (long) ++lastTag << 1 | peer.index;
    underWay.put(lastTag, serial);
    int tag = lastTag;
    if (!peer.ask(peers[1 - peer.index], serial, tag)) {
      underWay.remove(tag);
    }
  }

  private void verification(FuzzedPeer peer, int yz) {
    peer.verificationsHeld = (yz & 3) == 1;
    peer.refusesCertificates = (yz & 3) == 2;
    peer.settle();
  }

  private void deliver(int countMax) {
    for (int count = 0; count < countMax && !flights.isEmpty(); count++) {
      Flights.Flight flight = flights.take();
      for (FuzzedPeer peer : peers) {
        if (peer.endpoint.equals(flight.target())) {
          peer.receive(flight);
          break;
        }
      }
    }
  }

  /** Lets time pass, on a wire that delivers at once or not at all. */
  private void pass(long durationNs, boolean delivering) {
    long endNs = nowNs + durationNs;
    int count = 0;
    deliver(delivering ? Integer.MAX_VALUE : 0);
    for (long nextNs = nextDeadlineNs(); nextNs <= endNs; nextNs = nextDeadlineNs()) {
      assertThat(count++).as("deadlines that don't end").isLessThan(DEADLINES_MAX);
      moveTo(Math.max(nowNs, nextNs));
      deliver(delivering ? Integer.MAX_VALUE : 0);
    }
    moveTo(endNs);
  }

  private long nextDeadlineNs() {
    return Math.min(peers[0].nextDeadlineNs(), peers[1].nextDeadlineNs());
  }

  private void moveTo(long timeNs) {
    nowNs = timeNs;
    for (FuzzedPeer peer : peers) {
      peer.advance(nowNs);
      if (peer.nextDeadlineNs() != Timers.NEVER && peer.nextDeadlineNs() <= nowNs) {
        peer.fireDeadlines();
      }
    }
  }

  /** Everything that this peer knew is gone, and so are its requests. */
  private void restart(int index) {
    FuzzedPeer old = peers[index];
    note(old);
    underWay.values().removeIf(serial -> (serial & 1) == index);
    peers[index] = new FuzzedPeer(index, old.endpoint, ++lives, hasAes, flights, this);
    peers[index].advance(nowNs);
  }

  private void heal() {
    for (FuzzedPeer peer : peers) {
      verification(peer, 0);
    }
    for (int second = 0; second < HEALING_SECONDS; second++) {
      pass(TimeUnit.SECONDS.toNanos(1), true);
      ask(peers[0]);
      ask(peers[1]);
    }
    answered.clear();
    int first = lastTag + 1;
    for (int round = 0; round < 3; round++) {
      ask(peers[0]);
      ask(peers[1]);
      pass(TimeUnit.SECONDS.toNanos(1), true);
    }
    assertThat(answered).as("requests answered at last").contains(range(first));
    pass(TimeUnit.SECONDS.toNanos(60), true);
    assertThat(underWay).as("requests that never end").isEmpty();
    assertThat(peers[0].sessions.table().count()).isEqualTo(1);
    assertThat(peers[1].sessions.table().count()).isEqualTo(1);
  }

  private Integer[] range(int first) {
    return IntStream.rangeClosed(first, lastTag).boxed().toArray(Integer[]::new);
  }

  @Override
  public void onDelivered(FuzzedPeer at, long serial, boolean inHandshake) {
    assertThat(serial & 1).as("who sent it").isEqualTo(1 - at.index);
    assertThat(serial >> 1).as("what was sent").isBetween(1L, (long) lastTag);
    assertThat(delivered).as("%d once", serial).doesNotContain(serial);
    Set<Long> way = inHandshake ? deliveredInHandshake : delivered;
    assertThat(way.add(serial)).as("%d once", serial).isTrue();
  }

  @Override
  public void onEnded(FuzzedPeer at, int tag, boolean wasAnswered) {
    Long serial = underWay.remove(tag);
    assertThat(serial).as("the end of %d", tag).isNotNull();
    assertThat(serial & 1).isEqualTo(at.index);
    if (wasAnswered) {
      assertThat(delivered.contains(serial) || deliveredInHandshake.contains(serial))
          .as("%d was answered", serial)
          .isTrue();
      answered.add(tag);
    }
  }

  @AfterAll
  static void shouldHaveReachedEveryDepth() throws Exception {
    REACHED.requireAll(
        SessionsFuzzTest.class, "shouldDeliverWhatWasSentOnceAndConverge", SEED_COUNT);
    assertThat(deliveredCount).isPositive();
    assertThat(deliveredInHandshakeCount).isPositive();
  }
}
