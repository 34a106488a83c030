package io.mcc.sim.toy;

import io.mcc.engine.crypto.Digest;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Hashes of any length by {@link ToyHash}. */
public final class ToyDigest implements Digest {
  private final ToyHash hash = new ToyHash();

  @Override
  public void hash(
      DirectBuffer message,
      int messageOffset,
      int messageLength,
      MutableDirectBuffer target,
      int targetOffset,
      int targetLength) {
    hash.start(targetLength)
        .bytes(message, messageOffset, messageLength)
        .squeeze(target, targetOffset, targetLength);
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
    hash.start(~targetLength)
        .bytes(key, keyOffset, keyLength)
        .bytes(message, messageOffset, messageLength)
        .squeeze(target, targetOffset, targetLength);
  }
}
