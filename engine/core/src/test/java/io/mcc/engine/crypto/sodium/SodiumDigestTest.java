package io.mcc.engine.crypto.sodium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.engine.crypto.Digest;
import io.mcc.engine.crypto.DirectMemory;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.junit.jupiter.api.Test;

// threat 1
class SodiumDigestTest {
  private final Digest digest = new SodiumDigest(Sodium.load());

  @Test
  void shouldHashAbcAsRfc7693AppendixA() {
    UnsafeBuffer message = DirectMemory.copyOf("abc".getBytes(StandardCharsets.US_ASCII));
    UnsafeBuffer target = DirectMemory.zeros(64);
    digest.hash(message, 0, 3, target, 0, 64);
    assertThat(DirectMemory.hex(target, 0, 64))
        .isEqualTo(
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
  }

  @Property(tries = 300)
  void shouldHashAsBouncyCastle(
      @ForAll @Size(max = 1500) byte[] message, @ForAll @IntRange(min = 16, max = 64) int length) {
    UnsafeBuffer target = DirectMemory.zeros(length);
    digest.hash(DirectMemory.copyOf(message), 0, message.length, target, 0, length);
    assertThat(DirectMemory.bytes(target, 0, length))
        .isEqualTo(expected(new Blake2bDigest(length * Byte.SIZE), message));
  }

  @Property(tries = 300)
  void shouldHashUnderKeyAsBouncyCastle(
      @ForAll @Size(min = 16, max = 64) byte[] key,
      @ForAll @Size(max = 1500) byte[] message,
      @ForAll @IntRange(min = 16, max = 64) int length) {
    UnsafeBuffer target = DirectMemory.zeros(length);
    digest.keyedHash(
        DirectMemory.copyOf(key),
        0,
        key.length,
        DirectMemory.copyOf(message),
        0,
        message.length,
        target,
        0,
        length);
    assertThat(DirectMemory.bytes(target, 0, length))
        .isEqualTo(expected(new Blake2bDigest(key, length, null, null), message));
  }

  private static byte[] expected(Blake2bDigest reference, byte[] message) {
    reference.update(message, 0, message.length);
    byte[] hash = new byte[reference.getDigestSize()];
    reference.doFinal(hash, 0);
    return hash;
  }

  @Test
  void shouldRefuseLengthsOutsideTheRange() {
    UnsafeBuffer memory = DirectMemory.zeros(128);
    assertThatThrownBy(() -> digest.hash(memory, 0, 1, memory, 64, 15))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> digest.keyedHash(memory, 0, 15, memory, 0, 1, memory, 64, 32))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
