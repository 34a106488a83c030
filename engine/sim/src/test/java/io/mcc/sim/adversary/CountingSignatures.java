package io.mcc.sim.adversary;

import io.mcc.engine.crypto.Signatures;
import io.mcc.sim.toy.ToySignatures;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Toy signatures that count how often one is checked. */
final class CountingSignatures implements Signatures {
  private final Signatures toy = new ToySignatures();
  long verifyCount;

  @Override
  public void expandSeed(
      DirectBuffer seed, int seedOffset, MutableDirectBuffer target, int offset) {
    toy.expandSeed(seed, seedOffset, target, offset);
  }

  @Override
  public void sign(
      DirectBuffer secretKey,
      int secretKeyOffset,
      DirectBuffer message,
      int messageOffset,
      int messageLength,
      MutableDirectBuffer target,
      int offset) {
    toy.sign(secretKey, secretKeyOffset, message, messageOffset, messageLength, target, offset);
  }

  @Override
  public boolean verify(
      DirectBuffer publicKey,
      int publicKeyOffset,
      DirectBuffer message,
      int messageOffset,
      int messageLength,
      DirectBuffer signature,
      int signatureOffset) {
    verifyCount++;
    return toy.verify(
        publicKey,
        publicKeyOffset,
        message,
        messageOffset,
        messageLength,
        signature,
        signatureOffset);
  }
}
