package io.mcc.codec;

/** Text form of 256 bits: RFC 4648 base32, lower case, no padding, one spelling for each value. */
final class Base32 {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int CHARACTER_BITS = 5;

  /** Bits of the last character beyond the 256; they must be zero. */
  private static final int TRAILING_BITS = Id.TEXT_LENGTH * CHARACTER_BITS - Id.LENGTH * Byte.SIZE;

  private Base32() {}

  static String encode(Id id) {
    StringBuilder text = new StringBuilder(Id.TEXT_LENGTH);
    for (int index = 0; index < Id.TEXT_LENGTH; index++) {
      text.append(ALPHABET.charAt(bitsAt(id, index * CHARACTER_BITS)));
    }
    return text.toString();
  }

  private static int bitsAt(Id id, int bitOffset) {
    int bits = 0;
    for (int bit = bitOffset; bit < bitOffset + CHARACTER_BITS; bit++) {
      bits = bits << 1 | bitAt(id, bit);
    }
    return bits;
  }

  private static int bitAt(Id id, int bit) {
    if (bit >= Id.LENGTH * Byte.SIZE) {
      return 0;
    }
    return (int) (id.word(bit / Long.SIZE) >>> (Long.SIZE - 1 - bit % Long.SIZE)) & 1;
  }

  static Id decode(String text) {
    if (text.length() != Id.TEXT_LENGTH) {
      throw new IllegalArgumentException(
          "an id has " + Id.TEXT_LENGTH + " characters, this has " + text.length());
    }
    long[] words = new long[Id.LENGTH / Long.BYTES];
    for (int index = 0; index < Id.TEXT_LENGTH; index++) {
      putBits(words, index * CHARACTER_BITS, valueAt(text, index));
    }
    return new Id().set(words[0], words[1], words[2], words[3]);
  }

  private static int valueAt(String text, int index) {
    int value = ALPHABET.indexOf(text.charAt(index));
    if (value < 0) {
      throw new IllegalArgumentException(
          "an id is written in a-z and 2-7 only; character " + (index + 1) + " is not one of them");
    }
    return value;
  }

  private static void putBits(long[] words, int bitOffset, int value) {
    for (int position = 0; position < CHARACTER_BITS; position++) {
      int bit = bitOffset + position;
      long set = value >>> (CHARACTER_BITS - 1 - position) & 1;
      if (bit < Id.LENGTH * Byte.SIZE) {
        words[bit / Long.SIZE] |= set << (Long.SIZE - 1 - bit % Long.SIZE);
      } else if (set != 0) {
        throw new IllegalArgumentException(
            "the last " + TRAILING_BITS + " bits of an id's text must be zero");
      }
    }
  }
}
