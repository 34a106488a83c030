package io.mcc.engine.crypto.sodium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.DirectMemory;
import java.lang.management.ManagementFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SodiumMemoryTest {
  private static final int ROUNDS = 1_000;

  private final Sodium sodium = Sodium.load();
  private final SodiumDigest digest = new SodiumDigest(sodium);
  private final SodiumKeyAgreement agreement = new SodiumKeyAgreement(sodium);
  private final SodiumSignatures signatures = new SodiumSignatures(sodium);
  private final SodiumRandom random = new SodiumRandom(sodium);
  private final UnsafeBuffer memory = DirectMemory.zeros(2048);
  private final UnsafeBuffer expanded = DirectMemory.zeros(512);

  @Test
  void shouldRefuseHeapBuffers() {
    UnsafeBuffer heap = DirectMemory.heap(64);
    assertThatThrownBy(() -> digest.hash(heap, 0, 64, memory, 0, 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("direct memory");
    assertThatThrownBy(() -> agreement.publicKey(memory, 0, heap, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseRangesOutsideTheBuffer() {
    assertThatThrownBy(() -> digest.hash(memory, 2040, 9, memory, 0, 32))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> digest.hash(memory, -1, 9, memory, 0, 32))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> digest.hash(memory, 0, -9, memory, 0, 32))
        .isInstanceOf(IndexOutOfBoundsException.class);
    Aead aead = new SodiumChaChaPoly(sodium);
    assertThatThrownBy(() -> aead.seal(expanded, 0, 0, memory, 0, 0, memory, 0, 2048 - 15))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> aead.open(expanded, 0, 0, memory, 0, 0, memory, 0, -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldRefuseAnUnalignedKeySchedule() {
    assumeTrue(sodium.hardwareAes(), "no hardware AES: skipped");
    Aead aead = new SodiumAesGcm(sodium);
    assertThatThrownBy(() -> aead.expandKey(memory, 0, memory, 8))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldAllocateNothingPerCall() {
    assertThat(allocatedBytes(this::everyCall)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void shouldAllocateNothingPerPacket(NativeBinding binding) {
    assumeTrue(binding.isAvailable(), "not in this JDK: skipped");
    Aead chaChaPoly = new SodiumChaChaPoly(sodium, binding);
    assertThat(allocatedBytes(() -> roundTrip(chaChaPoly))).isZero();
    assumeTrue(sodium.hardwareAes(), "no hardware AES: skipped");
    Aead aesGcm = new SodiumAesGcm(sodium, binding);
    assertThat(allocatedBytes(() -> roundTrip(aesGcm))).isZero();
  }

  private void everyCall() {
    random.nextBytes(memory, 0, 64);
    memory.putLong(0, random.nextLong() + random.nextInt(1000));
    digest.hash(memory, 0, 100, memory, 128, 32);
    digest.keyedHash(memory, 0, 32, memory, 0, 100, memory, 128, 64);
    agreement.publicKey(memory, 0, memory, 256);
    agreement.agree(memory, 0, memory, 256, memory, 288);
    signatures.expandSeed(memory, 0, memory, 320);
    signatures.sign(memory, 320, memory, 0, 100, memory, 384);
    signatures.verify(memory, 352, memory, 0, 100, memory, 384);
  }

  private void roundTrip(Aead aead) {
    aead.expandKey(memory, 0, expanded, 0);
    aead.seal(expanded, 0, 7, memory, 0, 16, memory, 64, 1200);
    if (!aead.open(expanded, 0, 7, memory, 0, 16, memory, 64, 1200)) {
      throw new AssertionError("what was sealed did not open");
    }
  }

  /** The least of several measurements: the JIT allocates on this thread now and then. */
  private static long allocatedBytes(Runnable call) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int round = 0; round < ROUNDS; round++) {
        call.run();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
