package io.mcc.sim.toy;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.mcc.engine.crypto.Signatures;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Signatures that anybody could forge: a hash of public key and message. A changed message, key or
 * signature doesn't verify.
 */
public final class ToySignatures implements Signatures {
  private final ToyHash hash = new ToyHash();

  @Override
  public void expandSeed(
      DirectBuffer seed, int seedOffset, MutableDirectBuffer target, int offset) {
    target.putBytes(offset, seed, seedOffset, SEED_LENGTH);
    hash.start(3)
        .bytes(seed, seedOffset, SEED_LENGTH)
        .squeeze(target, offset + SEED_LENGTH, PUBLIC_KEY_LENGTH);
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
    absorb(secretKey, secretKeyOffset + SEED_LENGTH, message, messageOffset, messageLength);
    hash.squeeze(target, offset, SIGNATURE_LENGTH);
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
    absorb(publicKey, publicKeyOffset, message, messageOffset, messageLength);
    for (int i = 0; i < SIGNATURE_LENGTH / Long.BYTES; i++) {
      long word = signature.getLong(signatureOffset + i * Long.BYTES, LITTLE_ENDIAN);
      if (word != hash.squeeze(i)) {
        return false;
      }
    }
    return true;
  }

  private void absorb(
      DirectBuffer publicKey,
      int publicKeyOffset,
      DirectBuffer message,
      int messageOffset,
      int messageLength) {
    hash.start(4)
        .bytes(publicKey, publicKeyOffset, PUBLIC_KEY_LENGTH)
        .bytes(message, messageOffset, messageLength);
  }
}
