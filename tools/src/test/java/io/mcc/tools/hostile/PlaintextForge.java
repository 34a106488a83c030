package io.mcc.tools.hostile;

import io.mcc.codec.SealedHeader;
import io.mcc.tools.hostile.MessageForge.Message;
import java.util.Arrays;
import java.util.Random;

/**
 * What an authenticated peer might say against the rules: frames whose lengths, types, counts and
 * bodies don't hold, cut ones, very many in a packet, noise. Owned by its peer's thread.
 */
final class PlaintextForge {
  private static final int LENGTH_MAX = SealedHeader.PAYLOAD_LENGTH_MAX;
  private static final int HEADER_LENGTH = 3;
  private static final int HEARD_COUNT = 32;

  private final int[] heardRequestIds = new int[HEARD_COUNT];
  private final byte[] packet = new byte[LENGTH_MAX];
  private final Random random;
  private final Mutations mutations;
  private final MessageForge messages;
  private int heardCount;
  private int length;

  PlaintextForge(Random random, MessageForge messages) {
    this.random = random;
    this.messages = messages;
    mutations = new Mutations(random);
  }

  /** The node has asked something; replies to it may follow, many and wrong ones. */
  void onRequestHeard(int requestId) {
    heardRequestIds[heardCount++ % HEARD_COUNT] = requestId;
  }

  /** The next packet's plaintext. */
  byte[] next() {
    length = 0;
    switch (random.nextInt(12)) {
      case 0 -> addNoise();
      case 1 -> fill(messages.request(random.nextInt()));
      case 2 -> fill(new Message(random.nextInt(256), new byte[random.nextInt(8)]));
      default -> addMessages(1 + random.nextInt(4));
    }
    if (random.nextInt(10) == 0) {
      length = random.nextInt(length + 1);
    }
    return Arrays.copyOf(packet, length);
  }

  private void addNoise() {
    random.nextBytes(packet);
    length = random.nextInt(LENGTH_MAX + 1);
  }

  /** The same frame as often as it fits. */
  private void fill(Message message) {
    while (fits(message)) {
      add(message, message.body().length);
    }
  }

  private void addMessages(int count) {
    for (int i = 0; i < count; i++) {
      Message message = random.nextInt(3) == 0 ? draw() : scrambled(draw());
      if (fits(message)) {
        add(message, random.nextInt(7) == 0 ? wrongLength(message) : message.body().length);
      }
    }
  }

  private Message draw() {
    return switch (random.nextInt(20)) {
      case 0 -> messages.control();
      case 1 -> random.nextInt(100) == 0 ? messages.close() : messages.control();
      case 2, 3, 4, 5, 6, 7 -> messages.reply(requestId());
      default -> messages.request(requestId());
    };
  }

  private int requestId() {
    return random.nextInt(4) == 0 ? random.nextInt() : heardRequestIds[random.nextInt(HEARD_COUNT)];
  }

  private Message scrambled(Message message) {
    boolean keepsNumber = random.nextInt(4) != 0 && message.body().length > 4;
    byte[] body = message.body().clone();
    mutations.scramble(body, keepsNumber ? 4 : 0, body.length);
    if (random.nextInt(6) == 0) {
      body = Arrays.copyOf(body, random.nextInt(body.length + 2));
    }
    return new Message(message.type(), body);
  }

  private int wrongLength(Message message) {
    return switch (random.nextInt(4)) {
      case 0 -> message.body().length - 1;
      case 1 -> message.body().length + 1;
      case 2 -> 0xFFFF;
      default -> random.nextInt(LENGTH_MAX);
    };
  }

  private boolean fits(Message message) {
    return length + HEADER_LENGTH + message.body().length <= LENGTH_MAX;
  }

  private void add(Message message, int payloadLength) {
    packet[length] = (byte) message.type();
    packet[length + 1] = (byte) payloadLength;
    packet[length + 2] = (byte) (payloadLength >> 8);
    System.arraycopy(message.body(), 0, packet, length + HEADER_LENGTH, message.body().length);
    length += HEADER_LENGTH + message.body().length;
  }
}
