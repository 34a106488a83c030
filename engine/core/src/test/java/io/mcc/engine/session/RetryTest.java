package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.engine.base.Limit;
import io.mcc.engine.counter.EngineCounter;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a node does with strangers under load, and with RETRY. */
class RetryTest { // threats 2, 3
  private static final byte[] NETWORK = new byte[16];
  private static final long SECOND_NS = 1_000_000_000L;
  private static final int UNPROVEN_COUNT_MAX = 33;
  private static final long SEED = System.nanoTime();

  private final TestPeer a = new TestPeer(1001, NETWORK, true, true);
  private final TestPeer b = new TestPeer(1002, NETWORK, true, true);
  private final TestLink link = new TestLink(a, b);
  private final HelloForge forge = new HelloForge(a, new Random(SEED));
  private int nextPort = 2_000;

  @BeforeAll
  static void nameTheSeed() {
    System.out.println("RetryTest seed " + SEED);
  }

  private Endpoint stranger() {
    return Endpoint.parse("127.0.0.1:" + nextPort++);
  }

  /** Hands a datagram over and answers what came back at once. */
  private List<byte[]> answers(TestPeer peer, byte[] datagram, Endpoint source) {
    peer.receive(datagram, source);
    return peer.takeOutbox();
  }

  private void fillWithHalfOpen(TestPeer peer) {
    while (peer.sessions.handshakeCount() < UNPROVEN_COUNT_MAX) {
      peer.receive(forge.hello(), stranger());
      peer.takeOutbox();
    }
  }

  @Test
  void shouldAskForATokenUnderLoadAndAnswerWhoBringsIt() {
    fillWithHalfOpen(b);
    a.ping(b.contact(), 1);
    link.run(SECOND_NS / 10);
    assertThat(a.endedTags).containsExactly(1);
    assertThat(b.count(EngineCounter.RETRIES_SENT)).isEqualTo(1);
    assertThat(a.count(EngineCounter.RETRIES_RECEIVED)).isEqualTo(1);
    assertThat(link.wire.get(1)).hasSize(HandshakeDatagram.RETRY_LENGTH);
  }

  @Test
  void shouldKeepNothingOfAStrangerUnderLoad() {
    fillWithHalfOpen(b);
    long begunCount = b.count(EngineCounter.HANDSHAKES_ANSWERED);
    for (int i = 0; i < 1_000; i++) {
      List<byte[]> answers = answers(b, forge.hello(), stranger());
      assertThat(answers).hasSize(1);
      assertThat(answers.get(0)).hasSize(HandshakeDatagram.RETRY_LENGTH);
    }
    assertThat(b.sessions.handshakeCount()).isEqualTo(UNPROVEN_COUNT_MAX);
    assertThat(b.count(EngineCounter.HANDSHAKES_ANSWERED)).isEqualTo(begunCount);
  }

  @Test
  void shouldAcceptATokenFromItsAddressForItsKeyInTimeOnly() {
    fillWithHalfOpen(b);
    Endpoint source = stranger();
    byte[] hello = forge.hello();
    byte[] retry = answers(b, hello, source).get(0);
    byte[] withToken = forge.withToken(hello, retry);
    assertThat(answers(b, withToken, stranger())).as("another port").isEmpty();
    Endpoint elsewhere = Endpoint.parse("127.0.0.2:" + source.port());
    assertThat(answers(b, withToken, elsewhere)).as("another address").isEmpty();
    byte[] otherKey = forge.withToken(forge.hello(), retry);
    assertThat(answers(b, otherKey, source)).as("another key").isEmpty();
    assertThat(b.count(EngineCounter.REJECTED_TOKEN_WRONG)).isEqualTo(3);
    byte[] answer = answers(b, withToken, source).get(0);
    assertThat(HelloForge.type(answer)).isEqualTo(HandshakeDatagram.HS2);
    assertThat(answers(b, withToken, source)).as("the same again").containsExactly(answer);
  }

  @Test
  void shouldForgetATokenAfterTenSecondsWhateverBecameOfItsSecret() {
    for (long secretAgeNs = 0; secretAgeNs <= 70 * SECOND_NS; secretAgeNs += 5 * SECOND_NS) {
      assertThat(isAnsweredAfter(secretAgeNs, 9 * SECOND_NS)).as("age " + secretAgeNs).isTrue();
      assertThat(isAnsweredAfter(secretAgeNs, 11 * SECOND_NS)).as("age " + secretAgeNs).isFalse();
    }
  }

  private boolean isAnsweredAfter(long secretAgeNs, long tokenAgeNs) {
    TestPeer fresh = new TestPeer(1003, NETWORK, true, true);
    fresh.advance(link.nowNs);
    fillWithHalfOpen(fresh);
    answers(fresh, forge.hello(), stranger());
    advance(fresh, secretAgeNs);
    Endpoint source = stranger();
    byte[] hello = forge.hello();
    byte[] retry = answers(fresh, hello, source).get(0);
    advance(fresh, tokenAgeNs);
    return !answers(fresh, forge.withToken(hello, retry), source).isEmpty();
  }

  private void advance(TestPeer peer, long durationNs) {
    peer.advance(peer.time.nowNs() + durationNs);
    peer.fireDeadlines();
    fillWithHalfOpen(peer);
  }

  @Test
  void shouldFollowOneRetryPerAttempt() {
    a.ping(b.contact(), 1);
    byte[] hello = a.takeOutbox().get(0);
    long connectionId = new UnsafeBuffer(hello).getLong(80);
    List<byte[]> again = answers(a, forge.retry(connectionId), b.endpoint);
    assertThat(again).hasSize(1);
    assertThat(again.get(0)).hasSameSizeAs(hello).isNotEqualTo(hello);
    assertThat(answers(a, forge.retry(connectionId), b.endpoint)).isEmpty();
    assertThat(a.count(EngineCounter.REJECTED_HANDSHAKE_UNEXPECTED)).isEqualTo(1);
  }

  @Test
  void shouldFollowNoRetryOfWhoDidNotSeeTheHello() {
    a.ping(b.contact(), 1);
    byte[] hello = a.takeOutbox().get(0);
    long connectionId = new UnsafeBuffer(hello).getLong(80);
    for (int i = 0; i < 1_000; i++) {
      assertThat(answers(a, forge.retry(forge.random.nextLong()), b.endpoint)).isEmpty();
    }
    assertThat(answers(a, forge.retry(connectionId), stranger())).isEmpty();
    b.receive(hello, a.endpoint);
    link.run(SECOND_NS);
    assertThat(a.endedTags).as("the attempt lives").containsExactly(1);
  }

  @Test
  void shouldOpenASessionInSpiteOfAForgedRetryWhereThereIsNoLoad() {
    a.ping(b.contact(), 1);
    byte[] hello = a.takeOutbox().get(0);
    a.receive(forge.retry(new UnsafeBuffer(hello).getLong(80)), b.endpoint);
    link.run(SECOND_NS);
    assertThat(a.endedTags).containsExactly(1);
  }

  @Test
  void shouldLetAPeerInWhoseAddressAFloodUses() {
    TestPeer strict = new TestPeer(2002, NETWORK, true, false);
    TestLink open = new TestLink(a, strict);
    for (int i = 0; i < 20; i++) {
      strict.receive(forge.hello(), a.endpoint);
      strict.takeOutbox();
    }
    assertThat(strict.sessions.handshakeCount()).as("half-open by the flood").isEqualTo(5);
    a.ping(strict.contact(), 1);
    open.run(SECOND_NS / 10);
    assertThat(a.endedTags).containsExactly(1);
  }

  @Test
  void shouldLetAPeerInWhosePrefixAFloodUses() {
    TestPeer strict = new TestPeer(2005, NETWORK, true, false);
    strict.advance(link.nowNs);
    for (int host = 1; host <= 100; host++) {
      strict.receive(forge.hello(), new Endpoint().setIpv4(0x0B00_0000 + host, 9_376));
      strict.takeOutbox();
    }
    assertThat(strict.sessions.handshakeCount()).as("half-open by the flood").isEqualTo(16);
    Endpoint source = new Endpoint().setIpv4(0x0B00_00F0, 9_376);
    byte[] hello = forge.hello();
    byte[] retry = answers(strict, hello, source).get(0);
    assertThat(answers(strict, forge.withToken(hello, retry), source)).hasSize(1);
  }

  @Test
  void shouldSpendAQuarterOfTheTimeAtMostOnWhoBringsATokenToo() {
    fillWithHalfOpen(b);
    int answeredCount = 0;
    for (int ms = 0; ms < 2_000; ms++) {
      b.advance(link.nowNs + ms * 1_000_000L);
      b.fireDeadlines();
      for (int i = 0; i < 5; i++) {
        answeredCount += isAnsweredWithToken() ? 1 : 0;
      }
    }
    int fair = 2 * 1_250;
    System.out.println("RetryTest answered " + answeredCount + " of 10000 in 2 s");
    assertThat(answeredCount).isBetween(fair * 9 / 10, fair + 100);
    assertThat(b.count(EngineCounter.REJECTED_HANDSHAKE_BUDGET)).isEqualTo(10_000 - answeredCount);
    assertThat(b.limits.used(Limit.HANDSHAKES)).isLessThanOrEqualTo(1_024);
  }

  private boolean isAnsweredWithToken() {
    Endpoint source = stranger();
    byte[] hello = forge.hello();
    byte[] retry = answers(b, hello, source).get(0);
    return !answers(b, forge.withToken(hello, retry), source).isEmpty();
  }

  @Test
  void shouldNotLetOneAddressUseUpThePaceOrThePlacesOfOthers() {
    TestPeer strict = new TestPeer(2004, NETWORK, true, false);
    strict.limits.set(Limit.HANDSHAKES, UNPROVEN_COUNT_MAX + 5);
    strict.advance(link.nowNs);
    for (int prefix = 0; strict.sessions.handshakeCount() < UNPROVEN_COUNT_MAX; prefix++) {
      strict.receive(forge.hello(), new Endpoint().setIpv4(0x0B00_0001 + (prefix << 8), 9_376));
      strict.takeOutbox();
    }
    Endpoint greedy = new Endpoint().setIpv4(0x0C00_0001, 9_376);
    int answeredCount = 0;
    for (int i = 0; i < 200; i++) {
      byte[] hello = forge.hello();
      byte[] retry = answers(strict, hello, greedy).get(0);
      answeredCount += answers(strict, forge.withToken(hello, retry), greedy).size();
    }
    assertThat(answeredCount).as("burst of one address").isEqualTo(5);
    assertThat(strict.count(EngineCounter.HANDSHAKES_FAILED)).as("given up for it").isZero();
    byte[] hello = forge.hello();
    byte[] retry = answers(strict, hello, a.endpoint).get(0);
    assertThat(answers(strict, forge.withToken(hello, retry), a.endpoint)).hasSize(1);
  }

  /** Whoever holds an IPv6 prefix has every low half: a sum of both halves is his to choose. */
  @Test
  void shouldNotLetAnAddressThatIsChosenUseUpTheAllowanceOfAnother() {
    TestPeer strict = new TestPeer(2006, NETWORK, true, false);
    strict.advance(link.nowNs);
    long mineHigh = 0x2001_0DB8_0000_0000L;
    Endpoint other = new Endpoint().set(0x2001_0DB8_FFFF_0000L, forge.random.nextLong(), 9_376);
    long chosenLow = other.low() ^ Long.rotateLeft(other.high() ^ mineHigh, 32);
    Endpoint chosen = new Endpoint().set(mineHigh, chosenLow, 9_376);
    for (int i = 0; i < 10; i++) {
      answers(strict, forge.hello(), chosen);
    }
    byte[] answer = answers(strict, forge.hello(), other).get(0);
    assertThat(HelloForge.type(answer)).isEqualTo(HandshakeDatagram.HS2);
  }

  @Test
  void shouldGiveUpTheOldestHalfOpenForWhoBringsATokenWhereTheTableIsFull() {
    TestPeer small = new TestPeer(2003, NETWORK, true, true);
    small.limits.set(Limit.HANDSHAKES, 16);
    TestLink open = new TestLink(a, small);
    while (small.sessions.handshakeCount() < 16) {
      small.receive(forge.hello(), stranger());
      small.takeOutbox();
    }
    a.ping(small.contact(), 1);
    open.run(SECOND_NS / 10);
    assertThat(a.endedTags).containsExactly(1);
    assertThat(small.sessions.handshakeCount()).isEqualTo(15);
  }

  @Test
  void shouldAnswerNothingToAnotherNetworkUnderLoad() { // threat 10
    byte[] otherNetwork = new byte[16];
    otherNetwork[15] = 1;
    TestPeer outsider = new TestPeer(9, otherNetwork, true, true);
    HelloForge outside = new HelloForge(outsider, forge.random);
    for (int i = 0; i < 10_000; i++) {
      if (i == 5_000) {
        fillWithHalfOpen(b);
      }
      assertThat(answers(b, outside.hello(), stranger())).isEmpty();
    }
    assertThat(b.count(EngineCounter.REJECTED_MAC_WRONG)).isEqualTo(10_000);
  }

  @Test
  void shouldBoundWhatWrongMessagesOfOneHandshakeCost() {
    a.ping(b.contact(), 1);
    byte[] hello = a.takeOutbox().get(0);
    byte[] answer = answers(b, hello, a.endpoint).get(0);
    byte[] finish = answers(a, answer, b.endpoint).stream().findFirst().orElse(null);
    assertThat(finish).as("waits for its certificate's verification").isNull();
    a.verifyAll();
    byte[] wrong = a.takeOutbox().get(0);
    wrong[wrong.length - 40] ^= 1;
    for (int i = 0; i < 7; i++) {
      b.receive(forge.seal(wrong), a.endpoint);
    }
    assertThat(b.sessions.handshakeCount()).isEqualTo(1);
    b.receive(forge.seal(wrong), a.endpoint);
    assertThat(b.sessions.handshakeCount()).isZero();
  }

  @Test
  void shouldCountAndEndWhatThereIsNoRoomToVerify() {
    b.verifierFull = true;
    a.ping(b.contact(), 1);
    link.run(10 * SECOND_NS);
    assertThat(a.silentTags).containsExactly(1);
    assertThat(b.count(EngineCounter.REJECTED_VERIFIER_FULL)).isEqualTo(1);
    assertThat(a.sessions.handshakeCount() + b.sessions.handshakeCount()).isZero();
  }
}
