package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import io.mcc.engine.counter.EngineCounter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Threats 11 and 12: a session follows its peer, and nobody else. */
class PathValidationTest extends RekeyPair {
  private static final int CHALLENGE_LENGTH = 16 + 3 + 8 + 16;
  private static final int CHALLENGES_OF_A_CHECK = 3;

  private static Endpoint elsewhere(int port) {
    return Endpoint.parse("127.0.0.2:" + port);
  }

  @Test
  void shouldFollowAPeerBehindANatThatGivesItAnotherPort() {
    for (int port = 2000; port < 2050; port++) {
      a.endpoint.set(elsewhere(port));
      talk(2 * SECOND_NS, SECOND_NS);
      assertThat(atB.endpoint()).isEqualTo(elsewhere(port));
    }
    talk(3 * SECOND_NS, SECOND_NS);
    assertThat(a.count(EngineCounter.HANDSHAKES_BEGUN)).isEqualTo(1);
    assertThat(b.count(EngineCounter.HANDSHAKES_BEGUN)).isZero();
    assertThat(b.count(EngineCounter.PATHS_VALIDATED)).isEqualTo(50);
    assertThat(a.silentTags).as("but what went to the old port").hasSizeLessThanOrEqualTo(50);
    assertThat(b.silentTags).as("but what went to the old port").hasSizeLessThanOrEqualTo(50);
    assertOneSession();
  }

  @Test
  void shouldFollowAPeerWhileItsKeysAreReplaced() {
    for (int port = 2000; port < 2400; port++) {
      a.endpoint.set(elsewhere(port));
      talk(SECOND_NS, 100 * MS_NS);
    }
    assertThat(a.count(EngineCounter.REKEYS_COMPLETED)).isEqualTo(3);
    assertThat(a.count(EngineCounter.HANDSHAKES_BEGUN)).isEqualTo(1);
    assertThat(b.count(EngineCounter.HANDSHAKES_BEGUN)).isZero();
    assertOneSession();
  }

  @Test
  void shouldFollowAPeerThatWakesUpElsewhere() {
    link.run(400 * SECOND_NS);
    a.endpoint.set(elsewhere(2000));
    a.ping(b.contact(), 77);
    link.run(200 * MS_NS);
    assertThat(a.endedTags).contains(77);
    assertThat(atB.endpoint()).isEqualTo(elsewhere(2000));
    assertThat(a.count(EngineCounter.HANDSHAKES_BEGUN)).isEqualTo(1);
    assertOneSession();
  }

  @Test
  void shouldMeasureTheRoundTripAnewAndTakeTheAddressForUndialled() {
    assertThat(atA.dialled()).isTrue();
    b.endpoint.set(elsewhere(2000));
    b.ping(a.contact(), 1);
    link.run(ROUND_TRIP_NS + TestLink.DELAY_NS);
    assertThat(atA.endpoint()).isEqualTo(elsewhere(2000));
    assertThat(atA.rttNs()).isEqualTo(RoundTrip.UNKNOWN_NS);
    assertThat(atA.dialled()).as("nobody has dialled it there").isFalse();
  }

  @Test
  void shouldStayWhereThePeerIsWhenItsPacketComesFromElsewhere() {
    Endpoint before = new Endpoint().set(atB.endpoint());
    for (int port = 2000; port < 2100; port++) {
      a.ping(b.contact(), port);
      byte[] stolen = a.takeOutbox().get(0);
      b.receive(stolen, elsewhere(port));
      b.receive(stolen, a.endpoint);
      assertThat(atB.endpoint()).isEqualTo(before);
      link.run(100 * MS_NS);
    }
    link.run(3 * SECOND_NS);
    assertThat(atB.endpoint()).isEqualTo(before);
    assertThat(b.count(EngineCounter.PATHS_VALIDATED)).isZero();
    assertThat(a.endedTags).as("answered where the peer is").hasSize(1 + 100);
    assertThat(b.count(EngineCounter.PATH_CHALLENGES_SENT))
        .as("at most %d in 1.75 s", CHALLENGES_OF_A_CHECK)
        .isBetween(1L, 24L);
  }

  @Test
  void shouldSendNoMoreThanThreeTimesWhatCameFromAnAddress() { // threat 3
    a.ping(b.contact(), 1);
    byte[] stolen = a.takeOutbox().get(0);
    b.receive(stolen, elsewhere(2000));
    int sent = sentTo(elsewhere(2000));
    for (int second = 0; second < 10; second++) {
      b.advance(b.time.nowNs() + SECOND_NS);
      b.fireDeadlines();
      sent += sentTo(elsewhere(2000));
    }
    assertThat(sent).isEqualTo(2 * CHALLENGE_LENGTH).isLessThanOrEqualTo(3 * stolen.length);
    assertThat(atB.path).isNull();
  }

  private int sentTo(Endpoint target) {
    int length = 0;
    for (int i = 0; i < b.outbox.count(); i++) {
      length += b.outbox.target(i).equals(target) ? b.outbox.length(i) : 0;
    }
    b.outbox.clear();
    return length;
  }

  @Test
  void shouldIgnoreOlderPacketsAndRepeatedOnesFromElsewhere() {
    a.ping(b.contact(), 1);
    final byte[] older = a.takeOutbox().get(0);
    a.ping(b.contact(), 2);
    byte[] newest = a.takeOutbox().get(0);
    b.receive(newest, a.endpoint);
    b.receive(newest, elsewhere(2000));
    b.receive(older, elsewhere(2001));
    assertThat(b.count(EngineCounter.PATH_CHALLENGES_SENT)).isZero();
    assertThat(b.pingsReceived).isEqualTo(3);
  }

  @Test
  void shouldNotMoveWhereTheResponseComesFromElsewhere() {
    a.ping(b.contact(), 1);
    b.receive(a.takeOutbox().get(0), elsewhere(2000));
    List<byte[]> fromB = b.takeOutbox();
    byte[] challenge =
        fromB.stream().filter(datagram -> datagram.length == CHALLENGE_LENGTH).findFirst().get();
    a.receive(challenge, b.endpoint);
    byte[] response = a.takeOutbox().get(0);
    assertThat(response).hasSize(CHALLENGE_LENGTH);
    b.receive(response, a.endpoint);
    assertThat(atB.endpoint()).as("handed on by whoever is there").isEqualTo(a.endpoint);
    assertThat(b.count(EngineCounter.REJECTED_PATH_RESPONSE_UNEXPECTED)).isEqualTo(1);
  }
}
