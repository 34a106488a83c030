package io.mcc.engine.crypto.sodium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.DirectMemory;
import io.mcc.engine.crypto.KeyAgreement;
import io.mcc.engine.crypto.PublishedVectors;
import io.mcc.engine.crypto.Signatures;
import java.io.IOException;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// threat 1
class WycheproofTest {
  private static final String ZEROS = "00".repeat(KeyAgreement.KEY_LENGTH);

  private final Sodium sodium = Sodium.load();

  @Test
  void shouldAgreeAsX25519VectorsSay() throws IOException {
    KeyAgreement agreement = new SodiumKeyAgreement(sodium);
    int count = 0;
    for (JsonNode group : PublishedVectors.read("wycheproof-x25519.json").get("testGroups")) {
      for (JsonNode vector : group.get("tests")) {
        checkAgreement(agreement, vector);
        count++;
      }
    }
    assertThat(count).isEqualTo(518);
  }

  private static void checkAgreement(KeyAgreement agreement, JsonNode vector) {
    UnsafeBuffer shared = DirectMemory.zeros(KeyAgreement.KEY_LENGTH);
    boolean agreed =
        agreement.agree(hex(vector, "private"), 0, hex(vector, "public"), 0, shared, 0);
    String expected = vector.get("shared").asText();
    // A shared secret of zeros is "acceptable" to the vectors, never to us.
    assertThat(agreed).as(vector.toString()).isEqualTo(!expected.equals(ZEROS));
    if (agreed) {
      assertThat(DirectMemory.hex(shared, 0, shared.capacity()))
          .as(vector.toString())
          .isEqualTo(expected);
    }
  }

  @Test
  void shouldVerifyAsEd25519VectorsSay() throws IOException {
    Signatures signatures = new SodiumSignatures(sodium);
    int count = 0;
    for (JsonNode group : PublishedVectors.read("wycheproof-ed25519.json").get("testGroups")) {
      UnsafeBuffer publicKey = hex(group.get("publicKey"), "pk");
      for (JsonNode vector : group.get("tests")) {
        UnsafeBuffer signature = hex(vector, "sig");
        UnsafeBuffer message = hex(vector, "msg");
        boolean verified =
            signature.capacity() == Signatures.SIGNATURE_LENGTH
                && signatures.verify(publicKey, 0, message, 0, message.capacity(), signature, 0);
        assertThat(verified).as(vector.toString()).isEqualTo(isValid(vector));
        count++;
      }
    }
    assertThat(count).isEqualTo(151);
  }

  @ParameterizedTest
  @EnumSource
  void shouldSealAndOpenAsChaChaPolyVectorsSay(NativeBinding binding) throws IOException {
    assumeTrue(binding.isAvailable(), "not in this JDK: skipped");
    assertThat(
            checkAead(new SodiumChaChaPoly(sodium, binding), "wycheproof-chacha20_poly1305.json"))
        .isGreaterThan(250);
  }

  @ParameterizedTest
  @EnumSource
  void shouldSealAndOpenAsAesGcmVectorsSay(NativeBinding binding) throws IOException {
    assumeTrue(binding.isAvailable(), "not in this JDK: skipped");
    assumeTrue(sodium.hardwareAes(), "no hardware AES: skipped");
    assertThat(checkAead(new SodiumAesGcm(sodium, binding), "wycheproof-aes_gcm.json"))
        .isGreaterThan(60);
  }

  @Test
  void shouldHaveForeignFunctionsWhereTheJdkHas() {
    assertThat(NativeBinding.FOREIGN.isAvailable()).isEqualTo(Runtime.version().feature() >= 22);
  }

  private static int checkAead(SodiumAead aead, String fileName) throws IOException {
    int count = 0;
    for (JsonNode group : PublishedVectors.read(fileName).get("testGroups")) {
      if (group.get("keySize").asInt() != 256
          || group.get("ivSize").asInt() != 96
          || group.get("tagSize").asInt() != 128) {
        continue;
      }
      for (JsonNode vector : group.get("tests")) {
        checkOpen(aead, vector);
        if (isValid(vector)) {
          checkSeal(aead, vector);
        }
        count++;
      }
    }
    return count;
  }

  private static void checkOpen(SodiumAead aead, JsonNode vector) {
    UnsafeBuffer text = DirectMemory.hex(vector.get("ct").asText() + vector.get("tag").asText());
    UnsafeBuffer associated = hex(vector, "aad");
    int length = text.capacity() - Aead.TAG_LENGTH;
    nonce(aead, vector);
    boolean opened =
        aead.openUnderNonce(
            expandedKey(aead, vector), 0, associated, 0, associated.capacity(), text, 0, length);
    assertThat(opened).as(vector.toString()).isEqualTo(isValid(vector));
    if (opened) {
      assertThat(DirectMemory.hex(text, 0, length)).isEqualTo(vector.get("msg").asText());
    }
  }

  private static void checkSeal(SodiumAead aead, JsonNode vector) {
    UnsafeBuffer text = DirectMemory.hex(vector.get("msg").asText() + "00".repeat(16));
    UnsafeBuffer associated = hex(vector, "aad");
    int length = text.capacity() - Aead.TAG_LENGTH;
    nonce(aead, vector);
    aead.sealUnderNonce(
        expandedKey(aead, vector), 0, associated, 0, associated.capacity(), text, 0, length);
    assertThat(DirectMemory.hex(text, 0, text.capacity()))
        .as(vector.toString())
        .isEqualTo(vector.get("ct").asText() + vector.get("tag").asText());
  }

  private static void nonce(SodiumAead aead, JsonNode vector) {
    UnsafeBuffer nonce = hex(vector, "iv");
    aead.nonce(nonce.getInt(0), nonce.getLong(Integer.BYTES));
  }

  private static UnsafeBuffer expandedKey(Aead aead, JsonNode vector) {
    UnsafeBuffer expanded = DirectMemory.zeros(aead.expandedKeyLength());
    aead.expandKey(hex(vector, "key"), 0, expanded, 0);
    return expanded;
  }

  private static boolean isValid(JsonNode vector) {
    return vector.get("result").asText().equals("valid");
  }

  private static UnsafeBuffer hex(JsonNode vector, String field) {
    return DirectMemory.copyOf(HexFormat.of().parseHex(vector.get(field).asText()));
  }
}
