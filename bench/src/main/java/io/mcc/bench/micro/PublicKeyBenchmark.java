package io.mcc.bench.micro;

import io.mcc.engine.crypto.Digest;
import io.mcc.engine.crypto.KeyAgreement;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Signing and verifying 256 bytes, agreeing on a secret, and hashing 100 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PublicKeyBenchmark {
  private static final int MESSAGE_LENGTH = 256;
  private static final int HASHED_LENGTH = 100;

  private final UnsafeBuffer message = Memory.patterned(MESSAGE_LENGTH);
  private final UnsafeBuffer secretKey = Memory.direct(Signatures.SECRET_KEY_LENGTH);
  private final UnsafeBuffer signature = Memory.direct(Signatures.SIGNATURE_LENGTH);
  private final UnsafeBuffer curveSecret = Memory.patterned(KeyAgreement.KEY_LENGTH);
  private final UnsafeBuffer curvePublic = Memory.direct(KeyAgreement.KEY_LENGTH);
  private final UnsafeBuffer shared = Memory.direct(KeyAgreement.KEY_LENGTH);
  private final UnsafeBuffer hash = Memory.direct(Digest.HASH_LENGTH);
  private Signatures signatures;
  private KeyAgreement agreement;
  private Digest digest;

  /** Makes keys and a signature. */
  @Setup
  public void setUp() {
    Sodium sodium = Sodium.load();
    signatures = new SodiumSignatures(sodium);
    agreement = new SodiumKeyAgreement(sodium);
    digest = new SodiumDigest(sodium);
    signatures.expandSeed(Memory.patterned(Signatures.SEED_LENGTH), 0, secretKey, 0);
    agreement.publicKey(curveSecret, 0, curvePublic, 0);
    sign();
  }

  /** Ed25519. */
  @Benchmark
  public void sign() {
    signatures.sign(secretKey, 0, message, 0, MESSAGE_LENGTH, signature, 0);
  }

  /** Ed25519. */
  @Benchmark
  public boolean verify() {
    return signatures.verify(
        secretKey, Signatures.SEED_LENGTH, message, 0, MESSAGE_LENGTH, signature, 0);
  }

  /** X25519. */
  @Benchmark
  public boolean agree() {
    return agreement.agree(curveSecret, 0, curvePublic, 0, shared, 0);
  }

  /** BLAKE2b-256. */
  @Benchmark
  public void hash() {
    digest.hash(message, 0, HASHED_LENGTH, hash, 0, Digest.HASH_LENGTH);
  }
}
