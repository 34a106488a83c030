package io.mcc.engine.crypto.sodium;

import io.mcc.engine.crypto.Digest;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** BLAKE2b by libsodium. Stateless. */
public final class SodiumDigest implements Digest {
  private static final int LENGTH_MIN = 16;
  private static final int LENGTH_MAX = 64;

  /**
   * @param sodium the loaded library
   */
  public SodiumDigest(Sodium sodium) {
    Objects.requireNonNull(sodium);
  }

  @Override
  public void hash(
      DirectBuffer message,
      int messageOffset,
      int messageLength,
      MutableDirectBuffer target,
      int targetOffset,
      int targetLength) {
    hash(
        NativeMemory.address(message, messageOffset, messageLength),
        messageLength,
        target,
        targetOffset,
        targetLength,
        0,
        0);
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
    requireLength("keyLength", keyLength);
    hash(
        NativeMemory.address(message, messageOffset, messageLength),
        messageLength,
        target,
        targetOffset,
        targetLength,
        NativeMemory.address(key, keyOffset, keyLength),
        keyLength);
  }

  private static void hash(
      long message,
      int messageLength,
      MutableDirectBuffer target,
      int targetOffset,
      int targetLength,
      long key,
      int keyLength) {
    requireLength("targetLength", targetLength);
    SodiumFunctions.crypto_generichash_blake2b(
        NativeMemory.address(target, targetOffset, targetLength),
        targetLength,
        message,
        messageLength,
        key,
        keyLength);
  }

  private static void requireLength(String name, int length) {
    if (length < LENGTH_MIN || length > LENGTH_MAX) {
      throw new IllegalArgumentException(name + "=" + length + " is not 16 to 64");
    }
  }
}
