package io.mcc.sim.toy;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.sim.SeededRandom;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.concurrent.UnsafeBuffer;

class ToyCryptoTest {
  private final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(4_096));

  @Property(tries = 300)
  void shouldOpenOnlyWhatWasSealed(
      @ForAll long seed,
      @ForAll @IntRange(max = 1_168) int length,
      @ForAll @IntRange(min = 1, max = 16) int associatedLength) {
    SeededRandom random = new SeededRandom(seed);
    random.nextBytes(memory, 0, memory.capacity());
    UnsafeBuffer text = new UnsafeBuffer(new byte[length + 16]);
    text.putBytes(0, memory, 100, length);
    UnsafeBuffer plain = new UnsafeBuffer(text.byteArray().clone());
    ToyAead aead = new ToyAead(1);
    aead.seal(memory, 0, seed, memory, 8, associatedLength, text, 0, length);
    byte[] sealed = text.byteArray().clone();

    assertThat(aead.open(memory, 0, seed + 1, memory, 8, associatedLength, text, 0, length))
        .isFalse();
    assertThat(new ToyAead(2).open(memory, 0, seed, memory, 8, associatedLength, text, 0, length))
        .isFalse();
    flip(text, random.nextInt(8 * (length + 16)));
    assertThat(aead.open(memory, 0, seed, memory, 8, associatedLength, text, 0, length)).isFalse();
    text.putBytes(0, sealed);
    flip(memory, random.nextInt(8 * (8 + associatedLength)));
    assertThat(aead.open(memory, 0, seed, memory, 8, associatedLength, text, 0, length)).isFalse();
    new SeededRandom(seed).nextBytes(memory, 0, memory.capacity());
    text.putBytes(0, sealed);
    assertThat(aead.open(memory, 0, seed, memory, 8, associatedLength, text, 0, length)).isTrue();
    plain.setMemory(length, 16, (byte) 0);
    text.setMemory(length, 16, (byte) 0);
    assertThat(text).isEqualTo(plain);
  }

  @Property(tries = 300)
  void shouldAgreeOnTheSameSecretFromBothSides(@ForAll long seed) {
    new SeededRandom(seed).nextBytes(memory, 0, 64);
    ToyKeyAgreement agreement = new ToyKeyAgreement();
    agreement.publicKey(memory, 0, memory, 100);
    agreement.publicKey(memory, 32, memory, 132);
    assertThat(agreement.agree(memory, 0, memory, 132, memory, 200)).isTrue();
    assertThat(agreement.agree(memory, 32, memory, 100, memory, 232)).isTrue();
    assertThat(bytes(200, 32)).isEqualTo(bytes(232, 32)).isNotEqualTo(bytes(100, 32));
  }

  @Property(tries = 10)
  void shouldRefuseADegeneratePublicKey(@ForAll long seed) {
    new SeededRandom(seed).nextBytes(memory, 0, 32);
    memory.setMemory(32, 32, (byte) 0);
    assertThat(new ToyKeyAgreement().agree(memory, 0, memory, 32, memory, 64)).isFalse();
  }

  @Property(tries = 300)
  void shouldVerifyOnlyWhatWasSigned(@ForAll long seed, @ForAll @IntRange(max = 500) int length) {
    SeededRandom random = new SeededRandom(seed);
    random.nextBytes(memory, 0, 1_000);
    ToySignatures signatures = new ToySignatures();
    signatures.expandSeed(memory, 0, memory, 1_000);
    signatures.sign(memory, 1_000, memory, 100, length, memory, 2_000);
    int publicKey = 1_000 + Signatures.SEED_LENGTH;
    assertThat(signatures.verify(memory, publicKey, memory, 100, length, memory, 2_000)).isTrue();
    int bit = random.nextInt(8 * 64);
    flip(memory, 8 * 2_000 + bit);
    assertThat(signatures.verify(memory, publicKey, memory, 100, length, memory, 2_000)).isFalse();
    flip(memory, 8 * 2_000 + bit);
    flip(memory, 8 * publicKey + random.nextInt(8 * 32));
    assertThat(signatures.verify(memory, publicKey, memory, 100, length, memory, 2_000)).isFalse();
  }

  @Property(tries = 100)
  void shouldReadBackOnlyAnUnharmedCertificate(@ForAll long seed) {
    SeededRandom random = new SeededRandom(seed);
    random.nextBytes(memory, 0, 32);
    ToySignatures signatures = new ToySignatures();
    signatures.expandSeed(memory, 0, memory, 100);
    UnsafeBuffer secretKey = new UnsafeBuffer(memory, 100, 64);
    byte[] made = ToyCertificate.make(signatures, secretKey, "node-7", 10, 20);
    UnsafeBuffer certificate = new UnsafeBuffer(made);

    VerifiedCertificate verified = ToyCertificate.verify(signatures, certificate, 0, made.length);
    assertThat(verified.label()).isEqualTo("node-7");
    assertThat(verified.notAfterMs()).isEqualTo(20);
    assertThat(verified.publicKey()).isEqualTo(bytes(132, 32));

    flip(certificate, random.nextInt(8 * made.length));
    assertThat(ToyCertificate.verify(signatures, certificate, 0, made.length)).isNull();
    int cut = random.nextInt(made.length);
    assertThat(ToyCertificate.verify(signatures, new UnsafeBuffer(made), 0, cut)).isNull();
  }

  private byte[] bytes(int offset, int length) {
    byte[] bytes = new byte[length];
    memory.getBytes(offset, bytes);
    return bytes;
  }

  private static void flip(UnsafeBuffer buffer, int bit) {
    buffer.putByte(bit >>> 3, (byte) (buffer.getByte(bit >>> 3) ^ 1 << (bit & 7)));
  }
}
