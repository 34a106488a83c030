package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.counter.EngineCounter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat 7: keys wear out, and are replaced while the session lasts. */
class RekeyTest extends RekeyPair {
  @Test
  void shouldReplaceKeysWithoutAGapOfARoundTrip() {
    talk(110 * SECOND_NS, SECOND_NS);
    SessionKey first = atA.key;
    long replacedNs = 0;
    long longestGapNs = 0;
    long lastAnswerNs = link.nowNs;
    int answered = a.endedTags.size();
    for (int round = 0; round < 15_000; round++) {
      a.ping(b.contact(), tag++);
      link.run(MS_NS);
      if (a.endedTags.size() > answered) {
        longestGapNs = Math.max(longestGapNs, link.nowNs - lastAnswerNs);
        lastAnswerNs = link.nowNs;
        answered = a.endedTags.size();
      }
      if (replacedNs == 0 && atA.key != first) {
        replacedNs = link.nowNs - first.createdNs;
      }
    }
    System.out.printf(
        "RekeyTest: replaced at %d ms; round trip %d ms, longest time without an answer %d ms%n",
        replacedNs / MS_NS, ROUND_TRIP_NS / MS_NS, longestGapNs / MS_NS);
    assertThat(longestGapNs).isLessThanOrEqualTo(ROUND_TRIP_NS);
    assertThat(replacedNs).isBetween(120 * SECOND_NS, 121 * SECOND_NS);
    assertThat(a.silentTags).isEmpty();
    assertOneSession();
    assertThat(a.count(EngineCounter.REKEYS_BEGUN)).isEqualTo(1);
    assertThat(b.count(EngineCounter.REKEYS_COMPLETED)).isEqualTo(1);
    assertThat(atA.rttNs()).as("the round trip is the session's").isPositive();
  }

  @Test
  void shouldGoOnForAnHourWithOneSession() {
    talk(3_600 * SECOND_NS, SECOND_NS);
    assertOneSession();
    assertThat(a.count(EngineCounter.REKEYS_COMPLETED)).isEqualTo(29);
    assertThat(a.count(EngineCounter.REKEYS_FAILED)).isZero();
    assertThat(a.silentTags).isEmpty();
    assertThat(b.silentTags).isEmpty();
    assertThat(a.sessions.handshakeCount()).isZero();
    link.run(15 * SECOND_NS);
    assertThat(atA.previousKey).isNull();
    assertThat(atB.previousKey).isNull();
  }

  @Test
  void shouldLeaveASilentSessionAsleepAndRekeyFirstWhenItWakes() {
    int sent = link.wire.size();
    link.run(400 * SECOND_NS);
    assertThat(link.wire).as("sleeping costs nothing").hasSize(sent);
    SessionKey slept = atB.key;
    long seals = slept.nextPacketNumber;
    b.ping(a.contact(), 7);
    link.run(SECOND_NS);
    assertThat(b.endedTags).containsExactly(7);
    assertThat(atB.key).isNotSameAs(slept);
    assertThat(slept.nextPacketNumber - seals).as("first and third message").isEqualTo(2);
    assertThat(a.count(EngineCounter.REKEYS_BEGUN)).as("the other side only answers").isZero();
    assertOneSession();
  }

  @Test
  void shouldRefuseRequestsUnderAKeyOlderThan180Seconds() {
    link.run(170 * SECOND_NS);
    a.ping(b.contact(), 1);
    byte[] young = a.takeOutbox().get(0);
    a.ping(b.contact(), 2);
    byte[] late = a.takeOutbox().get(0);
    int pings = b.pingsReceived;
    b.receive(young, a.endpoint);
    assertThat(b.pingsReceived).isEqualTo(pings + 1);
    b.takeOutbox();
    b.advance(link.nowNs + 20 * SECOND_NS);
    b.receive(late, a.endpoint);
    assertThat(b.pingsReceived).isEqualTo(pings + 1);
    assertThat(b.count(EngineCounter.REJECTED_KEY_EXPIRED)).isEqualTo(1);
  }

  @Test
  void shouldGoOverToANewHandshakeWhereRekeyingIsImpossible() {
    link.fate = (index, from, datagram) -> isPing(datagram);
    talk(200 * SECOND_NS, SECOND_NS);
    Session after = a.sessions.table().find(b.identity.nodeId());
    assertThat(after).isNotSameAs(atA);
    assertThat(a.count(EngineCounter.REKEYS_FAILED)).isGreaterThan(1);
    int answered = a.endedTags.size();
    talk(5 * SECOND_NS, SECOND_NS);
    assertThat(a.endedTags.size() - answered).isEqualTo(5);
  }

  @Test
  void shouldLetTheSmallerIdWinWhenBothBegin() {
    link.run(200 * SECOND_NS);
    a.ping(b.contact(), 21);
    b.ping(a.contact(), 22);
    assertThat(atA.rekey).isNotNull();
    assertThat(atB.rekey).isNotNull();
    link.run(SECOND_NS);
    assertThat(a.endedTags).contains(21);
    assertThat(b.endedTags).contains(22);
    assertOneSession();
    TestPeer smaller = a.identity.nodeId().compareTo(b.identity.nodeId()) < 0 ? a : b;
    TestPeer larger = smaller == a ? b : a;
    assertThat(smaller.count(EngineCounter.REKEYS_COMPLETED)).isEqualTo(1);
    assertThat(larger.count(EngineCounter.REKEYS_COMPLETED)).isEqualTo(1);
    assertThat(a.sessions.handshakeCount() + b.sessions.handshakeCount()).isZero();
    assertThat(keyInitiator()).isSameAs(smaller);
  }

  /** Whose handshake gave the key: the initiator's third message leaves it waiting for a packet. */
  private TestPeer keyInitiator() {
    return atA.key.createdNs < atB.key.createdNs ? a : b;
  }

  @Test
  void shouldBeginFromTheOtherSideWhereTheDiallerDoesNot() {
    atA.nextRekeyNs = Long.MAX_VALUE;
    talk(149 * SECOND_NS, SECOND_NS);
    assertThat(b.count(EngineCounter.REKEYS_BEGUN)).isZero();
    talk(3 * SECOND_NS, SECOND_NS);
    assertThat(b.count(EngineCounter.REKEYS_COMPLETED)).isEqualTo(1);
    assertOneSession();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void shouldSurviveTheLossOfAnyOneMessage(int lost) {
    talk(118 * SECOND_NS, SECOND_NS);
    int[] seen = {0};
    link.fate = (index, from, datagram) -> isPing(datagram) || seen[0]++ != lost;
    talk(8 * SECOND_NS, SECOND_NS);
    assertThat(a.count(EngineCounter.REKEYS_COMPLETED)).isEqualTo(1);
    assertThat(a.count(EngineCounter.REKEYS_FAILED)).isZero();
    assertThat(b.count(EngineCounter.REKEYS_FAILED)).isZero();
    assertThat(a.silentTags).isEmpty();
    assertThat(b.silentTags).isEmpty();
    assertOneSession();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void shouldWakeUpAlthoughAMessageIsLost(int lost) {
    link.run(400 * SECOND_NS);
    int[] seen = {0};
    link.fate = (index, from, datagram) -> isPing(datagram) || seen[0]++ != lost;
    a.ping(b.contact(), 7);
    link.run(SECOND_NS);
    assertThat(a.endedTags).contains(7);
    assertThat(seen[0]).as("four messages, and what was repeated").isBetween(5, 6);
    assertThat(a.count(EngineCounter.REKEYS_FAILED)).isZero();
    assertOneSession();
  }

  @Test
  void shouldKeepTheSessionWhereAFifthOfTheMessagesIsLost() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    link.fate = (index, from, datagram) -> isPing(datagram) || random.nextInt(100) >= 20;
    talk(24 * 3_600 * SECOND_NS, 10 * SECOND_NS);
    System.out.printf(
        "RekeyTest: loss 20 %%, seed %d: %d rekeys begun, %d completed, %d failed%n",
        seed,
        a.count(EngineCounter.REKEYS_BEGUN) + b.count(EngineCounter.REKEYS_BEGUN),
        a.count(EngineCounter.REKEYS_COMPLETED),
        a.count(EngineCounter.REKEYS_FAILED) + b.count(EngineCounter.REKEYS_FAILED));
    assertThat(a.count(EngineCounter.REKEYS_COMPLETED)).as("seed " + seed).isGreaterThan(600);
    assertThat(a.count(EngineCounter.REJECTED_KEY_EXPIRED)).as("seed " + seed).isZero();
    assertThat(a.silentTags).as("seed " + seed).isEmpty();
    assertThat(b.silentTags).as("seed " + seed).isEmpty();
    assertOneSession();
  }

  @Test
  void shouldTalkOnWhereAFifthOfEverythingIsLost() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    link.fate = (index, from, datagram) -> random.nextInt(100) >= 20;
    talk(600 * SECOND_NS, 250 * MS_NS);
    link.fate = (index, from, datagram) -> true;
    talk(20 * SECOND_NS, SECOND_NS);
    int answered = a.endedTags.size();
    talk(5 * SECOND_NS, SECOND_NS);
    assertThat(a.endedTags.size() - answered).as("seed " + seed).isEqualTo(5);
    assertThat(a.sessions.table().count()).as("seed " + seed).isEqualTo(1);
    assertThat(b.sessions.table().count()).as("seed " + seed).isEqualTo(1);
  }

  @Test
  void shouldFindTogetherWhereTheResponderSwitchedUnnoticed() {
    talk(119 * SECOND_NS, SECOND_NS);
    boolean[] deaf = {false};
    link.fate =
        (index, from, datagram) -> {
          deaf[0] |= from == a && atA.nextKey != null;
          return !(deaf[0] && from == b);
        };
    talk(30 * SECOND_NS, 30 * SECOND_NS);
    assertThat(atA.key).as("a knows nothing of it").isNotSameAs(atB.key);
    link.fate = (index, from, datagram) -> true;
    talk(5 * SECOND_NS, SECOND_NS);
    assertThat(a.sessions.table().find(b.identity.nodeId()).isUsable()).isTrue();
    int answered = a.endedTags.size();
    talk(5 * SECOND_NS, SECOND_NS);
    assertThat(a.endedTags.size() - answered).isEqualTo(5);
  }

  @Test
  void shouldEndTheSessionWhereTheCertificateIsRefusedByThen() {
    b.refusesCertificates = true;
    talk(125 * SECOND_NS, SECOND_NS);
    assertThat(b.count(EngineCounter.REJECTED_CERTIFICATE)).isPositive();
    assertThat(b.sessions.table().find(a.identity.nodeId())).isNull();
    assertThat(atA.state).as("it was told").isEqualTo(Session.State.CLOSED);
  }

  @Test
  void shouldRekeyLongBeforePacketNumbersRunOut() {
    atA.key.nextPacketNumber = (1L << 31) - 3;
    talk(10 * SECOND_NS, SECOND_NS);
    assertThat(a.count(EngineCounter.REKEYS_COMPLETED)).isEqualTo(1);
    assertThat(atA.key.nextPacketNumber).isLessThan(100);
    assertThat(a.silentTags).isEmpty();
    assertOneSession();
  }

  @Test
  void shouldSealNoRequestWithPacket4294967296() {
    link.fate = (index, from, datagram) -> isPing(datagram);
    atA.key.nextPacketNumber = (1L << 32) - 2;
    SessionKey worn = atA.key;
    for (int round = 0; round < 10; round++) {
      a.ping(b.contact(), tag++);
    }
    link.run(SECOND_NS);
    assertThat(b.pingsReceived).isEqualTo(1 + 2);
    talk(10 * SECOND_NS, SECOND_NS);
    assertThat(a.sessions.table().find(b.identity.nodeId()).key).isNotSameAs(worn);
    int answered = a.endedTags.size();
    talk(5 * SECOND_NS, SECOND_NS);
    assertThat(a.endedTags.size() - answered).isEqualTo(5);
  }
}
