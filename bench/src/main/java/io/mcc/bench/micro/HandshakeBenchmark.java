package io.mcc.bench.micro;

import io.mcc.engine.base.MemoryArena;
import io.mcc.engine.crypto.KeyAgreement;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumChaChaPoly;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import io.mcc.engine.session.NoiseHandshake;
import io.mcc.engine.session.NoiseHandshake.Role;
import io.mcc.engine.session.NoiseWorkspace;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Three messages of Noise XX, both sides on one thread, with payloads as long as a certificate; the
 * certificates themselves are verified elsewhere.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HandshakeBenchmark {
  private static final int PAYLOAD_LENGTH = 600;
  private static final int PROLOGUE_LENGTH = 20;

  private final UnsafeBuffer prologue = Memory.patterned(PROLOGUE_LENGTH);
  private final UnsafeBuffer payload = Memory.patterned(PAYLOAD_LENGTH);
  private final UnsafeBuffer message = Memory.direct(2_048);
  private final UnsafeBuffer received = Memory.direct(2_048);
  private final UnsafeBuffer initiatorKeys = Memory.patterned(2 * KeyAgreement.KEY_LENGTH);
  private final UnsafeBuffer responderKeys = Memory.patterned(2 * KeyAgreement.KEY_LENGTH);
  private final UnsafeBuffer ephemeral = Memory.patterned(KeyAgreement.KEY_LENGTH);
  private final UnsafeBuffer transportKeys = Memory.direct(NoiseHandshake.SPLIT_LENGTH);
  private NoiseHandshake initiator;
  private NoiseHandshake responder;
  private long count;

  /** Makes keys. */
  @Setup
  public void setUp() {
    Sodium sodium = Sodium.load();
    KeyAgreement agreement = new SodiumKeyAgreement(sodium);
    responderKeys.putByte(0, (byte) 99);
    agreement.publicKey(initiatorKeys, 0, initiatorKeys, KeyAgreement.KEY_LENGTH);
    agreement.publicKey(responderKeys, 0, responderKeys, KeyAgreement.KEY_LENGTH);
    NoiseWorkspace workspace =
        new NoiseWorkspace(
            new SodiumChaChaPoly(sodium),
            agreement,
            new SodiumDigest(sodium),
            new MemoryArena(4_096));
    initiator = new NoiseHandshake(workspace, Memory.direct(NoiseHandshake.STATE_LENGTH), 0);
    responder = new NoiseHandshake(workspace, Memory.direct(NoiseHandshake.STATE_LENGTH), 0);
  }

  private void begin(NoiseHandshake handshake, Role role, UnsafeBuffer keys) {
    ephemeral.putLong(8, count++);
    handshake.initialize(role, prologue, 0, PROLOGUE_LENGTH, keys, 0, ephemeral, 0);
  }

  /** From the first message to the keys of both. */
  @Benchmark
  public int handshakeOfBothSides() {
    begin(initiator, Role.INITIATOR, initiatorKeys);
    begin(responder, Role.RESPONDER, responderKeys);
    int length = initiator.writeMessage1(payload, 0, PAYLOAD_LENGTH, message, 0);
    responder.readMessage1(message, 0, length, received, 0);
    length = responder.writeMessage2(payload, 0, PAYLOAD_LENGTH, message, 0);
    initiator.readMessage2(message, 0, length, received, 0);
    length = initiator.writeMessage3(payload, 0, PAYLOAD_LENGTH, message, 0);
    int read = responder.readMessage3(message, 0, length, received, 0);
    if (read != PAYLOAD_LENGTH) {
      throw new IllegalStateException("the handshake failed");
    }
    initiator.split(transportKeys, 0);
    responder.split(transportKeys, 0);
    return read;
  }
}
