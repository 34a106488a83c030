package io.mcc.engine.session;

import io.mcc.engine.base.MemoryArena;
import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.DirectMemory;
import io.mcc.engine.crypto.KeyAgreement;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumChaChaPoly;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One side of a handshake under test, with buffers of its own. */
final class NoisePeer {
  private static final Sodium SODIUM = Sodium.load();
  static final Aead AEAD = new SodiumChaChaPoly(SODIUM);
  static final KeyAgreement AGREEMENT = new SodiumKeyAgreement(SODIUM);
  static final NoiseWorkspace WORKSPACE =
      new NoiseWorkspace(AEAD, AGREEMENT, new SodiumDigest(SODIUM), new MemoryArena(4_096));

  final UnsafeBuffer memory = DirectMemory.zeros(NoiseHandshake.STATE_LENGTH);
  final NoiseHandshake handshake = new NoiseHandshake(WORKSPACE, memory, 0);
  final UnsafeBuffer staticKeys = DirectMemory.zeros(NoiseHandshake.STATIC_KEYS_LENGTH);
  final UnsafeBuffer ephemeralSecret;
  final UnsafeBuffer prologue;
  final UnsafeBuffer received = DirectMemory.zeros(NoiseWorkspace.MESSAGE_LENGTH_MAX);
  final UnsafeBuffer sent = DirectMemory.zeros(NoiseWorkspace.MESSAGE_LENGTH_MAX);

  private NoisePeer(String staticSecret, String ephemeralSecret, String prologue) {
    staticKeys.putBytes(0, DirectMemory.hex(staticSecret), 0, 32);
    AGREEMENT.publicKey(staticKeys, 0, staticKeys, 32);
    this.ephemeralSecret = DirectMemory.hex(ephemeralSecret);
    this.prologue = DirectMemory.hex(prologue);
  }

  static NoisePeer of(String staticSecret, String ephemeralSecret, String prologue) {
    return new NoisePeer(staticSecret, ephemeralSecret, prologue);
  }

  NoisePeer initialize(NoiseHandshake.Role role) {
    handshake.initialize(role, prologue, 0, prologue.capacity(), staticKeys, 0, ephemeralSecret, 0);
    return this;
  }

  /** Writes the message that is due into {@link #sent}. */
  int write(DirectBuffer payload) {
    int length = payload.capacity();
    return switch (handshake.state()) {
      case WRITES_1 -> handshake.writeMessage1(payload, 0, length, sent, 0);
      case WRITES_2 -> handshake.writeMessage2(payload, 0, length, sent, 0);
      case WRITES_3 -> handshake.writeMessage3(payload, 0, length, sent, 0);
      default -> throw new AssertionError(handshake.state());
    };
  }

  /** Reads the message that is due into {@link #received}. */
  int read(DirectBuffer message, int length) {
    return switch (handshake.state()) {
      case READS_1 -> handshake.readMessage1(message, 0, length, received, 0);
      case READS_2 -> handshake.readMessage2(message, 0, length, received, 0);
      case READS_3 -> handshake.readMessage3(message, 0, length, received, 0);
      default -> throw new AssertionError(handshake.state());
    };
  }

  byte[] split() {
    UnsafeBuffer keys = DirectMemory.zeros(NoiseHandshake.SPLIT_LENGTH);
    handshake.split(keys, 0);
    return DirectMemory.bytes(keys, 0, keys.capacity());
  }

  String hash() {
    UnsafeBuffer hash = DirectMemory.zeros(NoiseHandshake.HASH_LENGTH);
    handshake.handshakeHash(hash, 0);
    return DirectMemory.hex(hash, 0, hash.capacity());
  }

  String remoteStatic() {
    UnsafeBuffer key = DirectMemory.zeros(32);
    handshake.remoteStatic(key, 0);
    return DirectMemory.hex(key, 0, 32);
  }

  String publicKey() {
    return DirectMemory.hex(staticKeys, 32, 32);
  }
}
