package io.mcc.codec;

import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** Random values for the fields of messages; lengths lean towards their ends. */
final class RandomValues {
  private static final String NAME_ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-";

  private RandomValues() {}

  static Id id(Random random) {
    return new Id().set(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  static Endpoint ipv4(Random random) {
    int firstByte = 1 + random.nextInt(168);
    return new Endpoint().setIpv4(firstByte << 24 | random.nextInt(1 << 24), port(random));
  }

  static Endpoint ipv6(Random random) {
    return new Endpoint()
        .set(0x2000L << 48 | random.nextLong() >>> 3, random.nextLong(), port(random));
  }

  private static int port(Random random) {
    return 1 + random.nextInt(0xFFFF);
  }

  static Contact contact(Random random) {
    Contact contact = new Contact();
    contact.id.set(id(random));
    int families = 1 + random.nextInt(3);
    if ((families & 1) != 0) {
      contact.ipv4.set(ipv4(random));
    }
    if ((families & 2) != 0) {
      contact.ipv6.set(ipv6(random));
    }
    return contact;
  }

  static RecordKind kind(Random random) {
    return RecordKind.values()[random.nextInt(RecordKind.values().length)];
  }

  static ErrorCode errorCode(Random random) {
    return ErrorCode.values()[random.nextInt(ErrorCode.values().length)];
  }

  static UnsafeBuffer bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new UnsafeBuffer(bytes);
  }

  /** A length from 0 to the maximum, both ends more often than by chance. */
  static int length(Random random, int lengthMax) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> lengthMax;
      default -> random.nextInt(lengthMax + 1);
    };
  }

  static String name(Random random, int lengthMax) {
    StringBuilder name = new StringBuilder();
    for (int left = length(random, lengthMax); left > 0; left--) {
      name.append(NAME_ALPHABET.charAt(random.nextInt(NAME_ALPHABET.length())));
    }
    return name.toString();
  }

  static String printable(Random random, int lengthMax) {
    StringBuilder text = new StringBuilder();
    for (int left = length(random, lengthMax); left > 0; left--) {
      text.append((char) (' ' + random.nextInt('~' - ' ' + 1)));
    }
    return text.toString();
  }

  /** A header with random fields in a buffer of exactly its length. */
  static UnsafeBuffer header(Random random, int valueLength) {
    UnsafeBuffer buffer = new UnsafeBuffer(new byte[RecordHeader.LENGTH_MAX]);
    RecordHeader header =
        new RecordHeader()
            .wrap(buffer, 0)
            .kind(kind(random))
            .tombstone(random.nextBoolean())
            .valueLength(valueLength)
            .sequence(random.nextLong())
            .expiryMs(random.nextLong())
            .putPublisherKey(bytes(random, 32), 0)
            .putIdSalt(bytes(random, 16), 0)
            .putKey(id(random))
            .putValueHash(id(random))
            .contentType(printable(random, RecordHeader.CONTENT_TYPE_LENGTH_MAX))
            .name(name(random, RecordHeader.NAME_LENGTH_MAX))
            .putSignature(bytes(random, RecordHeader.SIGNATURE_LENGTH), 0);
    return new UnsafeBuffer(buffer, 0, header.length());
  }
}
