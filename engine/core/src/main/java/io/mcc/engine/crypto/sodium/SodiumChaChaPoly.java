package io.mcc.engine.crypto.sodium;

import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * ChaCha20-Poly1305 (RFC 8439): of the handshake always, of sessions where a side lacks hardware
 * AES. A key's expanded form is the key. Owned by one thread.
 */
public final class SodiumChaChaPoly extends SodiumAead {
  /**
   * @param sodium the loaded library
   */
  public SodiumChaChaPoly(Sodium sodium) {
    this(sodium, NativeBinding.best());
  }

  /**
   * @param binding one that is available
   */
  public SodiumChaChaPoly(Sodium sodium, NativeBinding binding) {
    super(binding);
    Objects.requireNonNull(sodium);
  }

  @Override
  public int expandedKeyLength() {
    return KEY_LENGTH;
  }

  @Override
  public void expandKey(
      DirectBuffer key, int keyOffset, MutableDirectBuffer expanded, int expandedOffset) {
    keyAddress(expanded, expandedOffset);
    expanded.putBytes(expandedOffset, key, keyOffset, KEY_LENGTH);
  }

  @Override
  long keyAddress(DirectBuffer expanded, int expandedOffset) {
    return NativeMemory.address(expanded, expandedOffset, KEY_LENGTH);
  }

  @Override
  int encrypt(
      long text, long length, long associated, long associatedLength, long nonce, long key) {
    return foreign
        ? ForeignFunctions.chachaEncrypt(text, length, associated, associatedLength, nonce, key)
        : SodiumFunctions.crypto_aead_chacha20poly1305_ietf_encrypt(
            text, 0, text, length, associated, associatedLength, 0, nonce, key);
  }

  @Override
  int decrypt(
      long text, long length, long associated, long associatedLength, long nonce, long key) {
    return foreign
        ? ForeignFunctions.chachaDecrypt(text, length, associated, associatedLength, nonce, key)
        : SodiumFunctions.crypto_aead_chacha20poly1305_ietf_decrypt(
            text, 0, 0, text, length, associated, associatedLength, nonce, key);
  }
}
