package io.mcc.engine.crypto;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** BLAKE2b (RFC 7693), whole messages, on direct memory. Implementations belong to one thread. */
public interface Digest {
  /** Bytes of the hash that ids, record keys and value hashes are: BLAKE2b-256. */
  int HASH_LENGTH = 32;

  /**
   * Writes the hash of a message.
   *
   * @param targetLength bytes of the hash, 16 to 64: 32 is BLAKE2b-256
   */
  void hash(
      DirectBuffer message,
      int messageOffset,
      int messageLength,
      MutableDirectBuffer target,
      int targetOffset,
      int targetLength);

  /**
   * Writes the keyed hash of a message (RFC 7693, section 2.9).
   *
   * @param keyLength bytes of the key, 16 to 64
   * @param targetLength bytes of the hash, 16 to 64
   */
  void keyedHash(
      DirectBuffer key,
      int keyOffset,
      int keyLength,
      DirectBuffer message,
      int messageOffset,
      int messageLength,
      MutableDirectBuffer target,
      int targetOffset,
      int targetLength);
}
