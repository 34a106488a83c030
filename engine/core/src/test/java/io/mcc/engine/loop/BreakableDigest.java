package io.mcc.engine.loop;

import io.mcc.engine.crypto.Digest;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A digest that throws on demand: a bug inside the core. */
record BreakableDigest(Digest digest, BooleanSupplier broken) implements Digest {
  @Override
  public void hash(
      DirectBuffer message,
      int messageOffset,
      int messageLength,
      MutableDirectBuffer target,
      int targetOffset,
      int targetLength) {
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
    if (broken.getAsBoolean()) {
      throw new IllegalStateException("broken on purpose");
    }
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
