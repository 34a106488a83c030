package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.DirectMemory;
import io.mcc.engine.crypto.PublishedVectors;
import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

// threat 1
class NoiseVectorsTest {
  private static final String FILE = "noise-25519-chachapoly-blake2b.json";
  private static final String PROTOCOL = "Noise_XX_25519_ChaChaPoly_BLAKE2b";

  @Test
  void shouldEqualThePublishedVectors() throws IOException {
    int count = 0;
    for (JsonNode vector : PublishedVectors.read(FILE).get("vectors")) {
      if (vector.get("protocol_name").asText().equals(PROTOCOL)) {
        check(vector);
        count++;
      }
    }
    assertThat(count).isPositive();
  }

  private static void check(JsonNode vector) {
    NoisePeer initiator = peer(vector, "init").initialize(NoiseHandshake.Role.INITIATOR);
    NoisePeer responder = peer(vector, "resp").initialize(NoiseHandshake.Role.RESPONDER);
    JsonNode messages = vector.get("messages");
    checkMessage(initiator, responder, messages.get(0));
    checkMessage(responder, initiator, messages.get(1));
    checkMessage(initiator, responder, messages.get(2));
    assertThat(initiator.hash()).isEqualTo(vector.get("handshake_hash").asText());
    assertThat(responder.hash()).isEqualTo(vector.get("handshake_hash").asText());
    assertThat(initiator.remoteStatic()).isEqualTo(responder.publicKey());
    assertThat(responder.remoteStatic()).isEqualTo(initiator.publicKey());
    byte[] keys = initiator.split();
    assertThat(responder.split()).isEqualTo(keys);
    checkTransport(DirectMemory.copyOf(keys), messages);
  }

  private static NoisePeer peer(JsonNode vector, String side) {
    return NoisePeer.of(
        vector.get(side + "_static").asText(),
        vector.get(side + "_ephemeral").asText(),
        vector.get(side + "_prologue").asText());
  }

  private static void checkMessage(NoisePeer sender, NoisePeer receiver, JsonNode message) {
    UnsafeBuffer payload = DirectMemory.hex(message.get("payload").asText());
    int length = sender.write(payload);
    assertThat(DirectMemory.hex(sender.sent, 0, length))
        .isEqualTo(message.get("ciphertext").asText());
    int payloadLength = receiver.read(sender.sent, length);
    assertThat(DirectMemory.hex(receiver.received, 0, payloadLength))
        .isEqualTo(message.get("payload").asText());
  }

  /** The responder sends the fourth message, then both take turns. */
  private static void checkTransport(UnsafeBuffer keys, JsonNode messages) {
    Aead aead = NoisePeer.AEAD;
    for (int index = 3; index < messages.size(); index++) {
      int keyOffset = index % 2 == 1 ? Aead.KEY_LENGTH : 0;
      long nonce = (index - 3) / 2;
      JsonNode message = messages.get(index);
      UnsafeBuffer text = DirectMemory.hex(message.get("payload").asText() + "00".repeat(16));
      int length = text.capacity() - Aead.TAG_LENGTH;
      aead.seal(keys, keyOffset, nonce, text, 0, 0, text, 0, length);
      assertThat(DirectMemory.hex(text, 0, text.capacity()))
          .isEqualTo(message.get("ciphertext").asText());
      assertThat(aead.open(keys, keyOffset, nonce, text, 0, 0, text, 0, length)).isTrue();
      assertThat(DirectMemory.hex(text, 0, length)).isEqualTo(message.get("payload").asText());
    }
  }
}
