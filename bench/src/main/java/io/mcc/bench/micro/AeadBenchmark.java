package io.mcc.bench.micro;

import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.sodium.NativeBinding;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumAesGcm;
import io.mcc.engine.crypto.sodium.SodiumChaChaPoly;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Sealing a packet where it is, and opening one that was copied in; 16 bytes associated. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AeadBenchmark {
  private static final int ASSOCIATED_LENGTH = 16;
  private static final int SEALED_MAX = 2_048;

  /** Which AEAD. */
  public enum Cipher {
    /** AES-256-GCM in hardware. */
    AES_GCM,
    /** ChaCha20-Poly1305. */
    CHACHA_POLY
  }

  /** Which AEAD. */
  @Param public Cipher cipher;

  /** Which way to libsodium; FOREIGN from JDK 22 on. */
  @Param({"JNA"})
  public NativeBinding binding;

  /** Bytes of plaintext. */
  @Param({"64", "256", "1200"})
  public int length;

  private final UnsafeBuffer associated = Memory.patterned(ASSOCIATED_LENGTH);
  private final UnsafeBuffer text = Memory.patterned(SEALED_MAX);
  private final UnsafeBuffer sealed = Memory.patterned(SEALED_MAX);
  private Aead aead;
  private UnsafeBuffer key;
  private long nonce;

  /** Expands a key and seals once. */
  @Setup
  public void setUp() {
    Sodium sodium = Sodium.load();
    aead =
        cipher == Cipher.AES_GCM
            ? new SodiumAesGcm(sodium, binding)
            : new SodiumChaChaPoly(sodium, binding);
    key = Memory.direct(aead.expandedKeyLength());
    aead.expandKey(Memory.patterned(Aead.KEY_LENGTH), 0, key, 0);
    aead.seal(key, 0, 0, associated, 0, ASSOCIATED_LENGTH, sealed, 0, length);
  }

  /** Seals. */
  @Benchmark
  public void seal() {
    aead.seal(key, 0, ++nonce, associated, 0, ASSOCIATED_LENGTH, text, 0, length);
  }

  /** Copies and opens. */
  @Benchmark
  public boolean open() {
    text.putBytes(0, sealed, 0, length + Aead.TAG_LENGTH);
    return aead.open(key, 0, 0, associated, 0, ASSOCIATED_LENGTH, text, 0, length);
  }
}
