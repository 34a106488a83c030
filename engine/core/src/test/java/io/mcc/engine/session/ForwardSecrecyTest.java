package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.crypto.DirectMemory;
import io.mcc.engine.session.NoiseHandshake.Role;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Somebody has recorded a handshake and learns both static secret keys later. It can compute every
 * shared secret but that of the two ephemeral keys, which are gone.
 */
class ForwardSecrecyTest { // threat 8
  private static final String PROLOGUE = "6d6363";
  private static final int KEY_LENGTH = 32;
  private static final int SEALED_KEY_LENGTH = 48;
  private static final int PAYLOAD_LENGTH = 8;

  private final UnsafeBuffer payload = DirectMemory.hex("0102030405060708");
  private final NoisePeer initiator = NoisePeer.of("11".repeat(32), "22".repeat(32), PROLOGUE);
  private final NoisePeer responder = NoisePeer.of("33".repeat(32), "44".repeat(32), PROLOGUE);
  private UnsafeBuffer first;
  private UnsafeBuffer second;
  private UnsafeBuffer third;
  private byte[] keys;

  @BeforeEach
  void record() {
    initiator.initialize(Role.INITIATOR);
    responder.initialize(Role.RESPONDER);
    first = copy(initiator.sent, initiator.write(payload));
    responder.read(first, first.capacity());
    second = copy(responder.sent, responder.write(payload));
    initiator.read(second, second.capacity());
    third = copy(initiator.sent, initiator.write(payload));
    responder.read(third, third.capacity());
    keys = initiator.split();
    assertThat(responder.split()).isEqualTo(keys);
  }

  private static UnsafeBuffer copy(UnsafeBuffer buffer, int length) {
    return DirectMemory.copyOf(DirectMemory.bytes(buffer, 0, length));
  }

  /**
   * Goes through the record.
   *
   * @param secret what is tried, together with the public key, for the secret that the ephemeral
   *     keys share
   * @return the session's keys, or null where a sealed part doesn't open
   */
  private byte[] decrypt(UnsafeBuffer secret, UnsafeBuffer publicKey, int publicKeyOffset) {
    UnsafeBuffer memory = DirectMemory.zeros(NoiseHandshake.STATE_LENGTH);
    NoiseState state = new NoiseState(NoisePeer.WORKSPACE, memory, 0);
    state.begin(initiator.prologue, 0, initiator.prologue.capacity());
    state.mixHash(first, 0, KEY_LENGTH);
    state.mixHash(first, KEY_LENGTH, PAYLOAD_LENGTH);
    state.mixHash(second, 0, KEY_LENGTH);
    mix(state, memory, secret, publicKey, publicKeyOffset);
    if (!state.openStaticKey(0, second, KEY_LENGTH)) {
      return null;
    }
    mix(state, memory, responder.staticKeys, first, 0);
    if (!opens(state, second, KEY_LENGTH + SEALED_KEY_LENGTH)) {
      return null;
    }
    if (!state.openStaticKey(1, third, 0)) {
      return null;
    }
    mix(state, memory, initiator.staticKeys, second, 0);
    if (!opens(state, third, SEALED_KEY_LENGTH)) {
      return null;
    }
    UnsafeBuffer split = DirectMemory.zeros(NoiseHandshake.SPLIT_LENGTH);
    state.split(split, 0);
    return DirectMemory.bytes(split, 0, split.capacity());
  }

  private static void mix(
      NoiseState state,
      UnsafeBuffer memory,
      UnsafeBuffer secret,
      UnsafeBuffer publicKey,
      int publicKeyOffset) {
    memory.putBytes(NoiseState.EPHEMERAL_SECRET, secret, 0, KEY_LENGTH);
    memory.putBytes(NoiseState.REMOTE_EPHEMERAL, publicKey, publicKeyOffset, KEY_LENGTH);
    state.mix(NoiseState.EPHEMERAL_SECRET, NoiseState.REMOTE_EPHEMERAL);
  }

  private boolean opens(NoiseState state, UnsafeBuffer message, int offset) {
    UnsafeBuffer opened = DirectMemory.zeros(PAYLOAD_LENGTH);
    return state.open(0, message, offset, opened, 0, PAYLOAD_LENGTH) && opened.equals(payload);
  }

  @Test
  void shouldNotOpenARecordWithAllKeysThatLast() {
    List<UnsafeBuffer> secrets = List.of(initiator.staticKeys, responder.staticKeys);
    for (UnsafeBuffer secret : secrets) {
      assertThat(decrypt(secret, first, 0)).isNull();
      assertThat(decrypt(secret, second, 0)).isNull();
      assertThat(decrypt(secret, initiator.staticKeys, KEY_LENGTH)).isNull();
      assertThat(decrypt(secret, responder.staticKeys, KEY_LENGTH)).isNull();
    }
  }

  /** Shows that the decryptor is right: nothing but this one secret is missing. */
  @Test
  void shouldOpenTheRecordWithAnEphemeralKey() {
    assertThat(decrypt(initiator.ephemeralSecret, second, 0)).isEqualTo(keys);
    assertThat(decrypt(responder.ephemeralSecret, first, 0)).isEqualTo(keys);
  }
}
