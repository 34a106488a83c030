package io.mcc.engine.crypto.sodium;

import io.mcc.engine.crypto.Signatures;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Ed25519 by libsodium, which refuses keys and nonce points of small order. One thread's. */
public final class SodiumSignatures implements Signatures {
  private final UnsafeBuffer publicKeyCopy = NativeMemory.allocate(PUBLIC_KEY_LENGTH);
  private final long publicKeyCopyAddress =
      NativeMemory.address(publicKeyCopy, 0, PUBLIC_KEY_LENGTH);

  /**
   * @param sodium the loaded library
   */
  public SodiumSignatures(Sodium sodium) {
    Objects.requireNonNull(sodium);
  }

  @Override
  public void expandSeed(
      DirectBuffer seed, int seedOffset, MutableDirectBuffer target, int offset) {
    SodiumFunctions.crypto_sign_seed_keypair(
        publicKeyCopyAddress,
        NativeMemory.address(target, offset, SECRET_KEY_LENGTH),
        NativeMemory.address(seed, seedOffset, SEED_LENGTH));
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
    SodiumFunctions.crypto_sign_detached(
        NativeMemory.address(target, offset, SIGNATURE_LENGTH),
        0,
        NativeMemory.address(message, messageOffset, messageLength),
        messageLength,
        NativeMemory.address(secretKey, secretKeyOffset, SECRET_KEY_LENGTH));
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
    int outcome =
        SodiumFunctions.crypto_sign_verify_detached(
            NativeMemory.address(signature, signatureOffset, SIGNATURE_LENGTH),
            NativeMemory.address(message, messageOffset, messageLength),
            messageLength,
            NativeMemory.address(publicKey, publicKeyOffset, PUBLIC_KEY_LENGTH));
    return outcome == 0;
  }
}
