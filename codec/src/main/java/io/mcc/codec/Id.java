package io.mcc.codec;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A 256-bit value: a node id, a record's key, or a hash.
 *
 * <p>A mutable holder, reused by its one owner; not thread safe. Held as four words read
 * big-endian, so that the unsigned order of the words is the lexicographic order of the bytes.
 */
public final class Id implements Comparable<Id> {
  /** Bytes on the wire. */
  public static final int LENGTH = 32;

  /** Characters of the text form. */
  public static final int TEXT_LENGTH = 52;

  private static final int WORD_COUNT = 4;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private long word0;
  private long word1;
  private long word2;
  private long word3;

  public Id set(Id other) {
    return set(other.word0, other.word1, other.word2, other.word3);
  }

  /** Sets the four words, most significant first. */
  public Id set(long first, long second, long third, long fourth) {
    word0 = first;
    word1 = second;
    word2 = third;
    word3 = fourth;
    return this;
  }

  public Id clear() {
    return set(0, 0, 0, 0);
  }

  public boolean isZero() {
    return (word0 | word1 | word2 | word3) == 0;
  }

  /** Reads 32 bytes. */
  public Id read(DirectBuffer buffer, int offset) {
    return set(
        buffer.getLong(offset, BIG_ENDIAN),
        buffer.getLong(offset + 8, BIG_ENDIAN),
        buffer.getLong(offset + 16, BIG_ENDIAN),
        buffer.getLong(offset + 24, BIG_ENDIAN));
  }

  /** Writes 32 bytes. */
  public void write(MutableDirectBuffer buffer, int offset) {
    buffer.putLong(offset, word0, BIG_ENDIAN);
    buffer.putLong(offset + 8, word1, BIG_ENDIAN);
    buffer.putLong(offset + 16, word2, BIG_ENDIAN);
    buffer.putLong(offset + 24, word3, BIG_ENDIAN);
  }

  /**
   * One of the four words.
   *
   * @param index 0 (most significant) to 3
   */
  public long word(int index) {
    return switch (index) {
      case 0 -> word0;
      case 1 -> word1;
      case 2 -> word2;
      case 3 -> word3;
      default -> throw new IndexOutOfBoundsException(index);
    };
  }

  /**
   * Compares the XOR distances of {@code a} and {@code b} to the target: negative when a is closer.
   */
  public static int compareDistance(Id target, Id a, Id b) {
    if (a.word0 != b.word0) {
      return Long.compareUnsigned(target.word0 ^ a.word0, target.word0 ^ b.word0);
    }
    if (a.word1 != b.word1) {
      return Long.compareUnsigned(target.word1 ^ a.word1, target.word1 ^ b.word1);
    }
    if (a.word2 != b.word2) {
      return Long.compareUnsigned(target.word2 ^ a.word2, target.word2 ^ b.word2);
    }
    return Long.compareUnsigned(target.word3 ^ a.word3, target.word3 ^ b.word3);
  }

  /** Number of leading bits that both have in common, 0 to 256. */
  public int commonPrefixLength(Id other) {
    for (int index = 0; index < WORD_COUNT; index++) {
      long difference = word(index) ^ other.word(index);
      if (difference != 0) {
        return index * Long.SIZE + Long.numberOfLeadingZeros(difference);
      }
    }
    return WORD_COUNT * Long.SIZE;
  }

  /** 52 characters of lower-case base32 (RFC 4648, no padding). */
  public String text() {
    return Base32.encode(this);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException when the length, a character or the trailing bits are wrong
   */
  public static Id parse(String text) {
    return Base32.decode(text);
  }

  public Id copy() {
    return new Id().set(this);
  }

  /** Lexicographic order of the bytes. */
  @Override
  public int compareTo(Id other) {
    if (word0 != other.word0) {
      return Long.compareUnsigned(word0, other.word0);
    }
    if (word1 != other.word1) {
      return Long.compareUnsigned(word1, other.word1);
    }
    if (word2 != other.word2) {
      return Long.compareUnsigned(word2, other.word2);
    }
    return Long.compareUnsigned(word3, other.word3);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Id id
        && word0 == id.word0
        && word1 == id.word1
        && word2 == id.word2
        && word3 == id.word3;
  }

  @Override
  public int hashCode() {
    long mixed = ((word0 * MIX + word1) * MIX + word2) * MIX + word3;
    mixed = (mixed ^ (mixed >>> 32)) * MIX;
    return (int) (mixed >>> 32);
  }

  @Override
  public String toString() {
    return text();
  }
}
