package io.mcc.engine.crypto;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A digest that has something done before each hash.
 *
 * @param onHash run before a hash without a key
 * @param onKeyedHash run before one with a key
 */
public record HookedDigest(Digest digest, Runnable onHash, Runnable onKeyedHash) implements Digest {
  @Override
  public void hash(
      DirectBuffer message,
      int messageOffset,
      int messageLength,
      MutableDirectBuffer target,
      int targetOffset,
      int targetLength) {
    onHash.run();
    digest.hash(message, messageOffset, messageLength, target, targetOffset, targetLength);
  }

  @Override
  public void keyedHash(
      DirectBuffer key,
      int keyOffset,
      int keyLength,
      DirectBuffer message,
      int messageOffset,
      int messageLength,
      MutableDirectBuffer target,
      int targetOffset,
      int targetLength) {
    onKeyedHash.run();
    digest.keyedHash(
        key,
        keyOffset,
        keyLength,
        message,
        messageOffset,
        messageLength,
        target,
        targetOffset,
        targetLength);
  }
}
