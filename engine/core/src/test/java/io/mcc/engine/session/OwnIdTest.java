package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.EventSink;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A copied data folder makes two nodes of one id: they notice, and nobody else is taken for one.
 */
class OwnIdTest {
  private static final byte[] NETWORK = new byte[16];
  private static final long SECOND_NS = 1_000_000_000L;
  private static final Endpoint PEER = Endpoint.parse("203.0.113.1:9376");
  private static final Endpoint COPY = Endpoint.parse("127.0.0.1:2001");

  private final TestPeer original = new TestPeer(1001, NETWORK, true, true);
  private final TestPeer copy = new TestPeer(COPY, NETWORK, true, true, new Random(1001));
  private final List<Endpoint> told = new ArrayList<>();
  private final Time time = new Time();
  private final Counters counters = new Counters();

  private OwnIdWatch watch() {
    Events events =
        new Events(
            new EventSink() {
              @Override
              public void nodeDoubled(Endpoint where) {
                told.add(new Endpoint().set(where));
              }
            });
    events.watch(Set.of(EventKind.NODE));
    return new OwnIdWatch(null, time, counters, events);
  }

  /** As a bootnode is dialled: by its address, whoever is there. */
  private static Contact unnamed(TestPeer peer) {
    Contact contact = peer.contact();
    contact.id.clear();
    return contact;
  }

  @Test
  void shouldNoticeACopyOfItselfWhereItDials() {
    assertThat(copy.identity.nodeId()).isEqualTo(original.identity.nodeId());
    copy.ping(unnamed(original), 1);
    new TestLink(copy, original).run(SECOND_NS);

    assertThat(copy.count(EngineCounter.OWN_ID_ELSEWHERE)).isEqualTo(1);
    assertThat(copy.sessions.table().count()).isZero();
  }

  @Test
  void shouldNotTakeItselfForACopy() {
    original.ping(unnamed(original), 1);
    new TestLink(original, original).run(SECOND_NS);

    assertThat(original.count(EngineCounter.REJECTED_CERTIFICATE)).isPositive();
    assertThat(original.count(EngineCounter.OWN_ID_ELSEWHERE)).isZero();
  }

  @Test
  void shouldTellOnceWhenSeveralPeersPutTheirOnlySessionAside() {
    OwnIdWatch watch = watch();
    for (int i = 0; i < 2 * OwnIdWatch.REPLACED_MIN; i++) {
      assertThat(told).hasSize(i < OwnIdWatch.REPLACED_MIN ? 0 : 1);
      time.advance(i * SECOND_NS, 0);
      watch.onReplaced(PEER);
    }
    assertThat(told).containsExactly(PEER);
    assertThat(counters.value(EngineCounter.OWN_ID_ELSEWHERE))
        .isEqualTo(OwnIdWatch.REPLACED_MIN + 1);
  }

  @Test
  void shouldNotWonderAtOnePeerNowAndThen() {
    OwnIdWatch watch = watch();
    for (int i = 0; i < 20; i++) {
      time.advance(i * OwnIdWatch.WINDOW_NS / (OwnIdWatch.REPLACED_MIN - 1) + i, 0);
      watch.onReplaced(PEER);
    }
    assertThat(told).isEmpty();
  }

  /** A peer of both has put the session with the original aside for the copy's, and says so. */
  @Test
  void shouldLearnThatAPeerHasTakenTheCopyForIt() {
    TestPeer peer = new TestPeer(1002, NETWORK, true, true);
    TestLink link = new TestLink(original, peer);
    original.ping(peer.contact(), 1);
    link.run(SECOND_NS);
    TestLink other = new TestLink(copy, peer);
    copy.ping(peer.contact(), 1);
    other.run(SECOND_NS);
    assertThat(original.sessions.table().find(peer.identity.nodeId())).isNotNull();

    link.run(60 * SECOND_NS);
    assertThat(original.sessions.table().find(peer.identity.nodeId())).isNull();
    assertThat(peer.sessions.table().find(copy.identity.nodeId()).endpoint()).isEqualTo(COPY);
  }
}
