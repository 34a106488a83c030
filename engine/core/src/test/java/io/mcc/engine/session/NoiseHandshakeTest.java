package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.engine.crypto.DirectMemory;
import io.mcc.engine.session.NoiseHandshake.Role;
import io.mcc.engine.session.NoiseHandshake.State;
import java.lang.management.ManagementFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class NoiseHandshakeTest {
  private static final String PROLOGUE = "6d6363";
  private final UnsafeBuffer payload = DirectMemory.hex("0102030405060708");
  private final NoisePeer initiator = NoisePeer.of("11".repeat(32), "22".repeat(32), PROLOGUE);
  private final NoisePeer responder = NoisePeer.of("33".repeat(32), "44".repeat(32), PROLOGUE);

  private void initialize() {
    initiator.initialize(Role.INITIATOR);
    responder.initialize(Role.RESPONDER);
  }

  private void passMessage1() {
    assertThat(responder.read(initiator.sent, initiator.write(payload))).isEqualTo(8);
  }

  private void passMessage2() {
    assertThat(initiator.read(responder.sent, responder.write(payload))).isEqualTo(8);
  }

  private void passMessage3() {
    assertThat(responder.read(initiator.sent, initiator.write(payload))).isEqualTo(8);
  }

  @Test
  void shouldGiveBothSidesTheSameKeys() {
    initialize();
    passMessage1();
    passMessage2();
    passMessage3();
    assertThat(initiator.handshake.state()).isEqualTo(State.COMPLETE);
    assertThat(initiator.hash()).isEqualTo(responder.hash());
    assertThat(initiator.split()).isEqualTo(responder.split());
  }

  @Test
  void shouldGiveOtherKeysForOtherEphemeralKeys() {
    shouldGiveBothSidesTheSameKeys();
    String before = initiator.hash();
    initiator.ephemeralSecret.putByte(0, (byte) 99);
    shouldGiveBothSidesTheSameKeys();
    assertThat(initiator.hash()).isNotEqualTo(before);
  }

  // threat 6
  @Test
  void shouldRefuseEveryFlippedBitOfMessage2AndStillReadTheRightOne() {
    initialize();
    passMessage1();
    int length = responder.write(payload);
    String before = DirectMemory.hex(initiator.memory, 0, NoiseHandshake.STATE_LENGTH);
    for (int bit = 0; bit < length * Byte.SIZE; bit++) {
      flip(responder.sent, bit);
      assertThat(initiator.read(responder.sent, length)).as("bit " + bit).isEqualTo(-1);
      flip(responder.sent, bit);
    }
    assertThat(DirectMemory.hex(initiator.memory, 0, NoiseHandshake.STATE_LENGTH))
        .isEqualTo(before);
    assertThat(initiator.read(responder.sent, length)).isEqualTo(8);
  }

  // threat 6
  @Test
  void shouldRefuseEveryFlippedBitOfMessage3AndStillReadTheRightOne() {
    initialize();
    passMessage1();
    passMessage2();
    int length = initiator.write(payload);
    for (int bit = 0; bit < length * Byte.SIZE; bit++) {
      flip(initiator.sent, bit);
      assertThat(responder.read(initiator.sent, length)).as("bit " + bit).isEqualTo(-1);
      flip(initiator.sent, bit);
    }
    assertThat(responder.read(initiator.sent, length)).isEqualTo(8);
  }

  // threat 6
  @Test
  void shouldFailAtMessage2WhereAnyBitOfMessage1WasFlipped() {
    for (int bit = 0; bit < (32 + 8) * Byte.SIZE; bit++) {
      initialize();
      int length = initiator.write(payload);
      flip(initiator.sent, bit);
      assertThat(responder.read(initiator.sent, length)).isEqualTo(8);
      int answerLength = responder.write(payload);
      assertThat(initiator.read(responder.sent, answerLength)).as("bit " + bit).isEqualTo(-1);
    }
  }

  // threat 6
  @Test
  void shouldRefuseEveryWrongLength() {
    initialize();
    passMessage1();
    int length = responder.write(payload);
    for (int wrong = -1; wrong <= NoiseWorkspace.MESSAGE_LENGTH_MAX + 1; wrong++) {
      if (wrong != length) {
        assertThat(initiator.read(responder.sent, wrong)).as("length " + wrong).isEqualTo(-1);
      }
    }
    assertThat(initiator.read(responder.sent, length)).isEqualTo(8);
  }

  private static void flip(UnsafeBuffer buffer, int bit) {
    int index = bit / Byte.SIZE;
    buffer.putByte(index, (byte) (buffer.getByte(index) ^ 1 << bit % Byte.SIZE));
  }

  // threat 10
  @Test
  void shouldRefuseAnotherPrologue() {
    NoisePeer stranger = NoisePeer.of("33".repeat(32), "44".repeat(32), "6d6364");
    initiator.initialize(Role.INITIATOR);
    stranger.initialize(Role.RESPONDER);
    assertThat(stranger.read(initiator.sent, initiator.write(payload))).isEqualTo(8);
    assertThat(initiator.read(stranger.sent, stranger.write(payload))).isEqualTo(-1);
  }

  // threat 9: a thief of A's secret key who shows A the public key of B
  @Test
  void shouldNotTakeAThiefOfItsOwnKeyForAnotherResponder() {
    NoisePeer thief = NoisePeer.of("11".repeat(32), "44".repeat(32), PROLOGUE);
    thief.staticKeys.putBytes(32, responder.staticKeys, 32, 32);
    initiator.initialize(Role.INITIATOR);
    thief.initialize(Role.RESPONDER);
    assertThat(thief.read(initiator.sent, initiator.write(payload))).isEqualTo(8);
    assertThat(initiator.read(thief.sent, thief.write(payload))).isEqualTo(-1);
  }

  // threat 9
  @Test
  void shouldNotTakeAThiefOfItsOwnKeyForAnotherInitiator() {
    NoisePeer thief = NoisePeer.of("33".repeat(32), "22".repeat(32), PROLOGUE);
    thief.staticKeys.putBytes(32, initiator.staticKeys, 32, 32);
    thief.initialize(Role.INITIATOR);
    responder.initialize(Role.RESPONDER);
    assertThat(responder.read(thief.sent, thief.write(payload))).isEqualTo(8);
    assertThat(thief.read(responder.sent, responder.write(payload))).isEqualTo(8);
    assertThat(responder.read(thief.sent, thief.write(payload))).isEqualTo(-1);
  }

  // threat 1
  @Test
  void shouldNotAnswerAKeyOfSmallOrder() {
    responder.initialize(Role.RESPONDER);
    UnsafeBuffer message = DirectMemory.zeros(40);
    assertThat(responder.read(message, 40)).isEqualTo(8);
    assertThat(responder.write(payload)).isEqualTo(-1);
    assertThat(responder.handshake.state()).isEqualTo(State.WRITES_2);
  }

  @Test
  void shouldRefuseToReadOutOfTurn() {
    UnsafeBuffer message = DirectMemory.zeros(200);
    NoiseHandshake handshake = initiator.handshake;
    assertThat(handshake.readMessage1(message, 0, 200, initiator.received, 0)).isEqualTo(-1);
    initialize();
    assertThat(handshake.readMessage1(message, 0, 200, initiator.received, 0)).isEqualTo(-1);
    assertThat(handshake.readMessage2(message, 0, 200, initiator.received, 0)).isEqualTo(-1);
    assertThat(handshake.readMessage3(message, 0, 200, initiator.received, 0)).isEqualTo(-1);
    assertThat(handshake.state()).isEqualTo(State.WRITES_1);
  }

  @Test
  void shouldThrowWhereWeWriteOutOfTurn() {
    initialize();
    assertThatThrownBy(() -> initiator.handshake.writeMessage2(payload, 0, 8, initiator.sent, 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(initiator::split).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> initiator.handshake.writeMessage1(payload, 0, 1200 - 31, initiator.sent, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // threat 48
  @Test
  void shouldKeepNoSecretAfterSplitAndNothingAfterWipe() {
    shouldGiveBothSidesTheSameKeys();
    String memory = DirectMemory.hex(initiator.memory, 0, NoiseHandshake.STATE_LENGTH);
    assertThat(memory).doesNotContain("11".repeat(32)).doesNotContain("22".repeat(32));
    assertThat(initiator.remoteStatic()).isEqualTo(responder.publicKey());
    initiator.handshake.wipe();
    assertThat(DirectMemory.bytes(initiator.memory, 0, NoiseHandshake.STATE_LENGTH))
        .containsOnly(0);
  }

  @Test
  void shouldStaySmall() {
    assertThat(NoiseHandshake.STATE_LENGTH).isLessThanOrEqualTo(512);
  }

  @Test
  void shouldAllocateNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    UnsafeBuffer keys = DirectMemory.zeros(NoiseHandshake.SPLIT_LENGTH);
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 20; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int round = 0; round < 20; round++) {
        wholeHandshake(keys);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }

  private void wholeHandshake(UnsafeBuffer keys) {
    initialize();
    responder.read(initiator.sent, initiator.write(payload));
    initiator.read(responder.sent, responder.write(payload));
    responder.read(initiator.sent, initiator.write(payload));
    initiator.handshake.split(keys, 0);
    responder.handshake.split(keys, 0);
  }
}
