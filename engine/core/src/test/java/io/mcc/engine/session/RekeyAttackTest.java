package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.FrameHeader;
import io.mcc.codec.RekeyAnswer;
import io.mcc.engine.base.Outbox;
import io.mcc.engine.counter.EngineCounter;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Keys are replaced under attack, and replacing them is no means of attack. */
class RekeyAttackTest extends RekeyPair {
  @Test
  void shouldAnswerNoMoreThanOneHandshakeASecond() {
    atA.nextRekeyNs = Long.MIN_VALUE;
    int answers = 0;
    for (int round = 0; round < 15; round++) {
      forceHello();
      for (byte[] datagram : a.takeOutbox()) {
        b.receive(datagram, a.endpoint);
      }
      answers += b.takeOutbox().size();
    }
    assertThat(answers).isEqualTo(1);
    assertThat(b.count(EngineCounter.REJECTED_HANDSHAKE_LIMIT)).isEqualTo(14);
  }

  @Test
  void shouldGiveAnAttemptUpAfterFourWrongAnswers() {
    link.run(200 * SECOND_NS);
    a.ping(b.contact(), 1);
    a.takeOutbox();
    for (int round = 0; round < 10; round++) {
      Sender sender = b.sessions.sender();
      sender.claimReply(atB, RekeyAnswer.TYPE);
      RekeyAnswer answer = new RekeyAnswer().wrap(sender.buffer(), sender.bodyOffset());
      sender.commitReply(answer.messageLength(300).encodedLength());
      a.receive(b.takeOutbox().get(0), b.endpoint);
    }
    assertThat(a.count(EngineCounter.REJECTED_HANDSHAKE_INVALID)).isEqualTo(4);
    assertThat(a.count(EngineCounter.REJECTED_HANDSHAKE_UNEXPECTED)).isEqualTo(6);
    assertThat(a.count(EngineCounter.REKEYS_FAILED)).isEqualTo(1);
  }

  /** A peer that begins again and again, always with another ephemeral key. */
  private void forceHello() {
    if (atA.rekey != null) {
      a.advance(a.time.nowNs() + 4 * SECOND_NS);
      while (atA.rekey != null) {
        a.advance(a.time.nowNs() + SECOND_NS);
        a.fireDeadlines();
        a.takeOutbox();
      }
    }
    atA.nextRekeyNs = Long.MIN_VALUE;
    atA.key.nextPacketNumber = Math.max(atA.key.nextPacketNumber, 1L << 31);
    b.sessions.sender().claimReply(atB, FrameHeader.PADDING);
    b.sessions.sender().commitReply(0);
    for (byte[] datagram : b.takeOutbox()) {
      a.receive(datagram, b.endpoint);
    }
  }

  /** Threat 50. */
  @Test
  void shouldRekeyUnderAFloodFromThePeersOwnAddress() {
    TestPeer strict = new TestPeer(1003, NETWORK, true, false);
    TestLink flooded = new TestLink(a, strict);
    int spoofed = 0;
    a.ping(strict.contact(), 1);
    flooded.run(SECOND_NS);
    Session before = strict.sessions.table().find(a.identity.nodeId());
    byte[] hello = hello();
    for (int round = 0; round < 13_000; round++) {
      if (round % 100 == 0) {
        a.ping(strict.contact(), tag++);
      }
      flooded.run(10 * MS_NS);
      for (int copy = 0; copy < (round > 11_500 ? 10 : 0); copy++) {
        hello[48 + round % 32]++;
        strict.receive(resealed(hello), a.endpoint);
        spoofed++;
      }
    }
    System.out.println("RekeyAttackTest: " + spoofed + " spoofed HS1 while keys were replaced");
    assertThat(strict.sessions.table().find(a.identity.nodeId())).isSameAs(before);
    assertThat(strict.count(EngineCounter.REKEYS_COMPLETED)).isEqualTo(1);
    assertThat(a.silentTags).isEmpty();
  }

  private byte[] hello() {
    TestPeer stranger = new TestPeer(1009, NETWORK, true, true);
    stranger.advance(link.nowNs);
    stranger.ping(b.contact(), 1);
    return stranger.takeOutbox().get(0);
  }

  private byte[] resealed(byte[] hello) {
    UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(Outbox.SLOT_LENGTH));
    buffer.putBytes(0, hello);
    a.sessions.writeMac(buffer, hello.length - 16);
    byte[] datagram = new byte[hello.length];
    buffer.getBytes(0, datagram);
    return datagram;
  }
}
