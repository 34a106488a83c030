package io.mcc.engine.crypto.sodium;

import io.mcc.engine.crypto.KeyAgreement;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** X25519 by libsodium. Stateless. */
public final class SodiumKeyAgreement implements KeyAgreement {
  /**
   * @param sodium the loaded library
   */
  public SodiumKeyAgreement(Sodium sodium) {
    Objects.requireNonNull(sodium);
  }

  @Override
  public void publicKey(
      DirectBuffer secret, int secretOffset, MutableDirectBuffer target, int offset) {
    SodiumFunctions.crypto_scalarmult_curve25519_base(
        NativeMemory.address(target, offset, KEY_LENGTH),
        NativeMemory.address(secret, secretOffset, KEY_LENGTH));
  }

  @Override
  public boolean agree(
      DirectBuffer secret,
      int secretOffset,
      DirectBuffer publicKey,
      int publicKeyOffset,
      MutableDirectBuffer target,
      int offset) {
    int outcome =
        SodiumFunctions.crypto_scalarmult_curve25519(
            NativeMemory.address(target, offset, KEY_LENGTH),
            NativeMemory.address(secret, secretOffset, KEY_LENGTH),
            NativeMemory.address(publicKey, publicKeyOffset, KEY_LENGTH));
    return outcome == 0;
  }
}
