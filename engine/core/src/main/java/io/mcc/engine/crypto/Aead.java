package io.mcc.engine.crypto;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Authenticated encryption with associated data, in place, without allocation. Implementations
 * belong to one thread. Buffers handed in lie in direct memory.
 *
 * <p>The 96-bit nonce is four zero bytes and the 64-bit number in little endian, as Noise lays it
 * out for ChaChaPoly (Noise Protocol Framework, revision 34, section 12.3).
 */
public interface Aead {
  /** Bytes of a key. */
  int KEY_LENGTH = 32;

  /** Bytes of the tag that follows the ciphertext. */
  int TAG_LENGTH = 16;

  /** Bytes of an expanded key: what {@link #expandKey} writes. A multiple of 16. */
  int expandedKeyLength();

  /**
   * Writes the expanded form of a key.
   *
   * @param expanded direct memory; {@code expandedOffset} lies at an address divisible by 16
   */
  void expandKey(DirectBuffer key, int keyOffset, MutableDirectBuffer expanded, int expandedOffset);

  /**
   * Encrypts {@code length} bytes where they are and writes the tag right behind them.
   *
   * @param nonce the number of this message under this key, never used twice
   */
  void seal(
      DirectBuffer expanded,
      int expandedOffset,
      long nonce,
      DirectBuffer associated,
      int associatedOffset,
      int associatedLength,
      MutableDirectBuffer text,
      int textOffset,
      int length);

  /**
   * Decrypts where they are {@code length} bytes of ciphertext that are followed by their tag.
   *
   * @param length bytes of ciphertext without the tag
   * @return false where the tag is wrong; the text is then unspecified and must not be read
   */
  boolean open(
      DirectBuffer expanded,
      int expandedOffset,
      long nonce,
      DirectBuffer associated,
      int associatedOffset,
      int associatedLength,
      MutableDirectBuffer text,
      int textOffset,
      int length);
}
