package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.codec.Ping;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.counter.EngineCounter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPairTest {
  private static final byte[] NETWORK = new byte[16];
  private static final long SECOND_NS = 1_000_000_000L;

  private final TestPeer a = new TestPeer(1001, NETWORK, true, true);
  private final TestPeer b = new TestPeer(1002, NETWORK, true, true);
  private final TestLink link = new TestLink(a, b);

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,false"})
  void shouldCarryRequestOverEitherAead(boolean aesHere, boolean aesThere) {
    TestPeer here = new TestPeer(1, NETWORK, aesHere, true);
    TestPeer there = new TestPeer(2, NETWORK, aesThere, true);
    TestLink pair = new TestLink(here, there);
    assertThat(here.ping(there.contact(), 7)).isTrue();
    pair.run(SECOND_NS);
    assertThat(here.endedTags).containsExactly(7);
    assertThat(here.sessions.table().find(there.identity.nodeId()).rttNs())
        .isEqualTo(2 * TestLink.DELAY_NS);
    assertThat(there.sessions.table().find(here.identity.nodeId())).isNotNull();
    assertThat(here.sessions.handshakeCount() + there.sessions.handshakeCount()).isZero();
  }

  @Test
  void shouldAskInTheLastMessageOfTheHandshake() {
    for (int tag = 1; tag <= 3; tag++) {
      a.ping(b.contact(), tag);
    }
    link.run(SECOND_NS);
    assertThat(a.endedTags).containsExactly(1, 2, 3);
    assertThat(link.wire).as("HS1, HS2, HS3 and three answers").hasSize(6);
    assertThat(b.pingsReceived).isEqualTo(3);
  }

  @Test
  void shouldTakeWhatTheHandshakeCarriesOnceAlthoughItsLastMessageIsRepeated() { // threat 4
    link.fate = (index, from, datagram) -> from == a || HandshakeDatagram.HS2 == datagram[0];
    a.ping(b.contact(), 1);
    link.run(3 * SECOND_NS);
    assertThat(link.wire.stream().filter(sent -> sent[0] == HandshakeDatagram.HS3)).hasSize(4);
    assertThat(b.pingsReceived).isEqualTo(1);
    assertThat(a.silentTags).containsExactly(1);
  }

  @Test
  void shouldKeepForLaterWhatDoesNotFitIntoTheHandshake() {
    int padding = Datagram.LENGTH_MAX;
    for (int tag = 1; padding > 0; tag++, padding -= FrameHeader.LENGTH + Ping.LENGTH) {
      a.ping(b.contact(), tag);
    }
    link.run(SECOND_NS);
    int asked = a.endedTags.size();
    assertThat(asked).isEqualTo(b.pingsReceived).isGreaterThan(20);
    assertThat(a.silentTags).isEmpty();
    assertThat(link.wire).allMatch(sent -> sent.length <= Datagram.LENGTH_MAX);
  }

  @Test
  void shouldTellOnceThatNothingWasSaidForTenMinutes() {
    a.ping(b.contact(), 1);
    link.run(SECOND_NS);
    int sentBefore = link.wire.size();
    link.run(600 * SECOND_NS);
    assertThat(a.sessions.table().count() + b.sessions.table().count()).isZero();
    assertThat(link.wire).hasSize(sentBefore + 1);
  }

  @Test
  void shouldPutAReplacedSessionAsideWithoutAWord() {
    a.ping(b.contact(), 1);
    link.run(SECOND_NS);
    Contact unknown = a.contact();
    unknown.id.clear();
    b.ping(unknown, 2);
    link.run(SECOND_NS);
    assertThat(a.sessions.table().count()).as("while the first one lingers").isEqualTo(2);
    int sentBefore = link.wire.size();
    link.run(30 * SECOND_NS);
    assertThat(a.sessions.table().count()).isEqualTo(1);
    assertThat(b.sessions.table().count()).isEqualTo(1);
    assertThat(link.wire).hasSize(sentBefore);
  }

  @Test
  void shouldNotWaitForEverHoweverManyRequestsStayedSilentTogether() {
    Session session = new Session();
    long patienceNs = session.patienceNs();
    session.unanswered = 1;
    assertThat(session.patienceNs()).isEqualTo(2 * patienceNs);
    session.unanswered = 61;
    assertThat(session.patienceNs()).isEqualTo(4 * patienceNs);
  }

  @Test
  void shouldReachWhoeverAnswersAtAnAddress() {
    Contact unknown = b.contact();
    unknown.id.clear();
    a.ping(unknown, 1);
    link.run(SECOND_NS);
    assertThat(a.endedTags).containsExactly(1);
    assertThat(a.sessions.table().find(b.identity.nodeId())).isNotNull();
  }

  @Test
  void shouldEndInSilenceWhatWasMeantForAnotherIdentity() {
    Contact wrong = b.contact();
    wrong.id.set(1, 2, 3, 4);
    a.ping(wrong, 1);
    link.run(5 * SECOND_NS);
    assertThat(a.silentTags).containsExactly(1);
    assertThat(b.pingsReceived).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void shouldSurviveTheLossOfAnyDatagramOfTheHandshake(int lost) {
    link.fate = (index, from, datagram) -> index != lost;
    a.ping(b.contact(), 1);
    link.run(3 * SECOND_NS);
    assertThat(a.endedTags).containsExactly(1);
    assertThat(b.sessions.table().count()).isEqualTo(1);
    assertThat(a.sessions.handshakeCount() + b.sessions.handshakeCount()).isZero();
  }

  @Test
  void shouldSurviveHeavyLoss() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    link.fate = (index, from, datagram) -> random.nextInt(100) >= 20;
    int answered = 0;
    for (int tag = 0; tag < 100; tag++) {
      a.ping(b.contact(), tag);
      link.run(3 * SECOND_NS);
    }
    answered = a.endedTags.size();
    assertThat(answered + a.silentTags.size()).as("seed " + seed).isEqualTo(100);
    assertThat(answered).as("seed " + seed).isGreaterThan(40);
  }

  @Test
  void shouldOpenOneSessionEachWayWhenBothOpenAtOnce() { // threat 16
    a.ping(b.contact(), 1);
    b.ping(a.contact(), 2);
    link.run(SECOND_NS);
    assertThat(a.endedTags).containsExactly(1);
    assertThat(b.endedTags).containsExactly(2);
    Session atA = a.sessions.table().find(b.identity.nodeId());
    Session atB = b.sessions.table().find(a.identity.nodeId());
    assertThat(atA.key.remoteConnectionId).isEqualTo(atB.key.localConnectionId);
    assertThat(atA.key.localConnectionId).isEqualTo(atB.key.remoteConnectionId);
    boolean smallerIsA = a.identity.nodeId().compareTo(b.identity.nodeId()) < 0;
    assertThat(atA.dialled()).isEqualTo(smallerIsA);
    link.run(21 * SECOND_NS);
    assertThat(a.sessions.table().count()).isEqualTo(1);
    assertThat(b.sessions.table().count()).isEqualTo(1);
  }

  @Test
  void shouldReplaceTheSessionOfARestartedPeer() { // threat 16
    a.ping(b.contact(), 1);
    link.run(SECOND_NS);
    TestPeer reborn = new TestPeer(1001, NETWORK, true, true);
    TestLink again = new TestLink(reborn, b);
    reborn.ping(b.contact(), 2);
    again.run(SECOND_NS);
    assertThat(reborn.endedTags).containsExactly(2);
    assertThat(b.ping(reborn.contact(), 3)).isTrue();
    again.run(SECOND_NS);
    assertThat(b.endedTags).containsExactly(3);
  }

  @Test
  void shouldHandshakeAnewAfterTwoUnansweredRequests() {
    a.ping(b.contact(), 1);
    link.run(SECOND_NS);
    b.sessions.table().remove(b.sessions.table().find(a.identity.nodeId()), EventReason.IDLE);
    a.ping(b.contact(), 2);
    a.ping(b.contact(), 3);
    link.run(2 * SECOND_NS);
    assertThat(a.silentTags).containsExactlyInAnyOrder(2, 3);
    a.ping(b.contact(), 4);
    link.run(SECOND_NS);
    assertThat(a.endedTags).contains(4);
  }

  @Test
  void shouldAnswerNothingToAnotherNetwork() { // threat 10
    byte[] otherNetwork = new byte[16];
    otherNetwork[0] = 1;
    TestPeer stranger = new TestPeer(9, otherNetwork, true, true);
    TestLink pair = new TestLink(stranger, b);
    stranger.ping(b.contact(), 1);
    pair.run(10 * SECOND_NS);
    assertThat(stranger.silentTags).containsExactly(1);
    assertThat(b.count(EngineCounter.REJECTED_MAC_WRONG)).isEqualTo(4);
    assertThat(b.takeOutbox()).isEmpty();
    assertThat(pair.wire).allMatch(datagram -> datagram.length == Datagram.LENGTH_MAX).hasSize(4);
  }

  @Test
  void shouldNotOpenASessionWithARefusedCertificate() {
    b.refusesCertificates = true;
    a.ping(b.contact(), 1);
    link.run(10 * SECOND_NS);
    assertThat(a.silentTags).containsExactly(1);
    assertThat(b.sessions.table().count()).isZero();
    assertThat(a.sessions.table().count()).isZero();
  }

  @Test
  void shouldChangeNothingWhenATraceIsReplayed() { // threat 4
    a.ping(b.contact(), 1);
    link.run(SECOND_NS);
    List<byte[]> trace = List.copyOf(link.wire);
    int pings = b.pingsReceived;
    Session session = b.sessions.table().find(a.identity.nodeId());
    for (int round = 0; round < 1_000; round++) {
      for (byte[] datagram : trace) {
        b.receive(datagram, a.endpoint);
        b.verifyAll();
        b.takeOutbox();
      }
    }
    assertThat(b.pingsReceived).isEqualTo(pings);
    assertThat(b.sessions.table().find(a.identity.nodeId())).isSameAs(session);
    assertThat(b.sessions.table().count()).isEqualTo(1);
    assertThat(b.sessions.handshakeCount()).isLessThanOrEqualTo(1);
  }

  @Test
  void shouldChangeNothingWhenATraceIsReplayedFromElsewhereAndLater() { // threat 4
    a.ping(b.contact(), 1);
    link.run(SECOND_NS);
    List<byte[]> trace = List.copyOf(link.wire);
    Session session = b.sessions.table().find(a.identity.nodeId());
    int pings = b.pingsReceived;
    int submitted = b.submittedCount;
    for (int round = 0; round < 1_000; round++) {
      b.advance(link.nowNs + round * 100_000_000L);
      b.fireDeadlines();
      Endpoint source = Endpoint.parse("127.0.0.1:" + (20_000 + round % 7));
      trace.forEach(datagram -> b.receive(datagram, source));
      b.verifyAll();
      b.takeOutbox();
    }
    assertThat(b.pingsReceived).isEqualTo(pings);
    assertThat(b.submittedCount).isEqualTo(submitted);
    assertThat(b.sessions.table().find(a.identity.nodeId())).isSameAs(session);
    assertThat(b.sessions.table().count()).isEqualTo(1);
    assertThat(session.endpoint).isEqualTo(a.endpoint);
    assertThat(b.sessions.handshakeCount()).isLessThanOrEqualTo(1);
  }

  @Test
  void shouldVerifyACertificateOnceHoweverOftenItIsSent() { // threats 2, 4
    b.refusesCertificates = true;
    a.ping(b.contact(), 1);
    byte[] hello = a.takeOutbox().get(0);
    b.receive(hello, a.endpoint);
    a.receive(b.takeOutbox().get(0), b.endpoint);
    a.verifyAll();
    byte[] finish = a.takeOutbox().get(0);
    for (int repeat = 0; repeat < 1_000; repeat++) {
      b.receive(finish, a.endpoint);
    }
    assertThat(b.submittedCount).isEqualTo(1);
    b.verifyAll();
    b.receive(finish, a.endpoint);
    assertThat(b.submittedCount).isEqualTo(1);
    assertThat(b.count(EngineCounter.REJECTED_CERTIFICATE)).isEqualTo(1);
    assertThat(b.sessions.handshakeCount()).isZero();
  }

  @Test
  void shouldNeverSendMoreThanThreeTimesWhatAStrangerSent() { // threat 3
    a.ping(b.contact(), 1);
    byte[] hello = a.takeOutbox().get(0);
    int received = 0;
    int sent = 0;
    for (int repeat = 0; repeat < 20; repeat++) {
      b.receive(hello, a.endpoint);
      received += hello.length;
      sent += b.takeOutbox().stream().mapToInt(datagram -> datagram.length).sum();
    }
    assertThat(sent).isPositive().isLessThanOrEqualTo(received);
  }

  @Test
  void shouldBoundHandshakesPerPrefixWhereNotExempt() {
    TestPeer strict = new TestPeer(2002, NETWORK, true, false);
    strict.advance(1_000_000_000_000L);
    for (int port = 3000; port < 3100; port++) {
      TestPeer dialler = new TestPeer(port, NETWORK, true, true);
      dialler.advance(1_000_000_000_000L);
      dialler.ping(strict.contact(), 1);
      strict.receive(dialler.takeOutbox().get(0), dialler.endpoint);
    }
    assertThat(strict.sessions.handshakeCount()).isEqualTo(5);
    assertThat(strict.count(EngineCounter.RETRIES_SENT)).isEqualTo(95);
  }

  @Test
  void shouldEndIdleSessionsAfterTenMinutes() {
    a.ping(b.contact(), 1);
    link.run(SECOND_NS);
    link.run(601 * SECOND_NS);
    assertThat(a.sessions.table().count()).isZero();
    assertThat(b.sessions.table().count()).isZero();
    assertThat(a.timers.count() + b.timers.count()).isZero();
  }
}
