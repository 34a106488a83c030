package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Close;
import io.mcc.codec.Datagram;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.counter.EngineCounter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hostile bytes at a whole node: no exception, no answer to strangers, nothing grows. */
class MutatedDatagramsTest { // threat 6
  private static final byte[] NETWORK = new byte[16];
  private static final int ROUND_COUNT = Boolean.getBoolean("mcc.test.full") ? 1_000_000 : 15_000;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final VictimNode victim = new VictimNode(4001, NETWORK);
  private final TestPeer peer = new TestPeer(4002, NETWORK, true, true);
  private final UnsafeBuffer scratch =
      new UnsafeBuffer(ByteBuffer.allocateDirect(Datagram.LENGTH_MAX));
  private List<byte[]> handshake;

  @BeforeEach
  void shouldOpenASession() {
    System.out.println("MutatedDatagramsTest seed " + seed + ", rounds " + ROUND_COUNT);
    peer.advance(victim.nowNs);
    peer.ping(victim.contact(), 1);
    handshake = peer.takeOutbox();
    List<byte[]> outgoing = handshake;
    while (!outgoing.isEmpty()) {
      outgoing.forEach(datagram -> victim.receive(datagram, peer.endpoint));
      victim.deliver(peer);
      outgoing = peer.takeOutbox();
    }
    assertThat(peer.endedTags).containsExactly(1);
  }

  private byte[] mutate(byte[] original, int from) {
    byte[] mutated = original.clone();
    int flips = 1 + random.nextInt(8);
    for (int flip = 0; flip < flips; flip++) {
      mutated[from + random.nextInt(mutated.length - from)] ^= (byte) (1 << random.nextInt(8));
    }
    boolean cut = random.nextInt(4) == 0;
    mutated = cut ? Arrays.copyOf(mutated, 1 + random.nextInt(mutated.length)) : mutated;
    return Arrays.equals(mutated, original) ? mutate(original, from) : mutated;
  }

  @Test
  void shouldSendNothingWhereTheMacIsWrong() {
    victim.sentBytes = 0;
    byte[] hello = handshake.get(0);
    for (int round = 0; round < ROUND_COUNT; round++) {
      byte[] mutated = mutate(hello, 1);
      assertThat(victim.receive(mutated, peer.endpoint)).as("seed " + seed).isZero();
    }
    assertThat(victim.sentBytes).isZero();
    assertThat(victim.counters.value(Rejection.MAC_WRONG.counter())).isPositive();
  }

  @Test
  void shouldBearMutatedHandshakesWithARightMac() {
    byte[] hello = handshake.get(0);
    long received = 0;
    victim.sentBytes = 0;
    for (int round = 0; round < ROUND_COUNT / 5; round++) {
      byte[] mutated = mutate(hello, 1);
      mutated = Arrays.copyOf(mutated, Datagram.LENGTH_MAX);
      scratch.putBytes(0, mutated);
      peer.sessions.writeMac(scratch, Datagram.LENGTH_MAX - HandshakeDatagram.MAC_LENGTH);
      scratch.getBytes(0, mutated);
      victim.receive(mutated, peer.endpoint);
      victim.outbox.clear();
      received += mutated.length;
      if (round % 1_000 == 0) {
        victim.passTime(100_000_000L);
      }
    }
    assertThat(victim.sentBytes).as("seed " + seed).isLessThanOrEqualTo(3 * received);
    assertThat(victim.limits.used(Limit.HANDSHAKES))
        .isLessThanOrEqualTo(victim.limits.value(Limit.HANDSHAKES));
    assertThat(victim.counters.value(EngineCounter.REJECTED_HANDSHAKE_INVALID)).isPositive();
  }

  @Test
  void shouldDropMutatedSealedPacketsInSilence() {
    peer.ping(victim.contact(), 2);
    byte[] sealed = peer.takeOutbox().get(0);
    for (int round = 0; round < ROUND_COUNT; round++) {
      assertThat(victim.receive(mutate(sealed, 0), peer.endpoint)).as("seed " + seed).isZero();
    }
    assertThat(victim.receive(sealed, peer.endpoint)).as("the right one still counts").isEqualTo(1);
  }

  @Test
  void shouldBearAnyPlaintextOfAnAuthenticatedPeer() {
    for (int round = 0; round < ROUND_COUNT; round++) {
      Session session = peer.sessions.table().find(victim.keys.identity.nodeId());
      peer.sessions.sender().claimReply(session, randomType());
      int length = random.nextInt(FrameHeader.PAYLOAD_LENGTH_MAX + 1);
      byte[] body = new byte[length];
      random.nextBytes(body);
      peer.sessions.sender().buffer().putBytes(peer.sessions.sender().bodyOffset(), body);
      peer.sessions.sender().commitReply(length);
      victim.receive(peer.takeOutbox().get(0), peer.endpoint);
      victim.outbox.clear();
    }
    peer.ping(victim.contact(), 3);
    victim.receive(peer.takeOutbox().get(0), peer.endpoint);
    victim.deliver(peer);
    assertThat(peer.endedTags).as("seed " + seed).contains(3);
    assertThat(victim.counters.value(EngineCounter.REJECTED_REPLY_UNEXPECTED)).isPositive();
  }

  /** Any frame type but CLOSE, which would rightly end the session. */
  private int randomType() {
    int type = random.nextInt(256);
    return type == Close.TYPE ? FrameHeader.PADDING : type;
  }
}
