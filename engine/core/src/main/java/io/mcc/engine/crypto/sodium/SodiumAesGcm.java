package io.mcc.engine.crypto.sodium;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * AES-256-GCM (NIST SP 800-38D) in hardware: of sessions where both sides have it. The expanded key
 * is libsodium's key schedule of 512 bytes, which saves more time than one short packet takes.
 * Owned by one thread.
 */
public final class SodiumAesGcm extends SodiumAead {
  private static final int EXPANDED_KEY_LENGTH = 512;
  private static final int ALIGNMENT = 16;

  /**
   * @param sodium the loaded library
   * @throws IllegalStateException where the processor lacks AES instructions: ask {@link
   *     Sodium#hardwareAes()} first
   */
  public SodiumAesGcm(Sodium sodium) {
    this(sodium, NativeBinding.best());
  }

  /**
   * @param binding one that is available
   */
  public SodiumAesGcm(Sodium sodium, NativeBinding binding) {
    super(binding);
    if (!sodium.hardwareAes()) {
      throw new IllegalStateException("this processor has no AES instructions");
    }
  }

  @Override
  public int expandedKeyLength() {
    return EXPANDED_KEY_LENGTH;
  }

  @Override
  public void expandKey(
      DirectBuffer key, int keyOffset, MutableDirectBuffer expanded, int expandedOffset) {
    SodiumFunctions.crypto_aead_aes256gcm_beforenm(
        keyAddress(expanded, expandedOffset), NativeMemory.address(key, keyOffset, KEY_LENGTH));
  }

  @Override
  long keyAddress(DirectBuffer expanded, int expandedOffset) {
    long address = NativeMemory.address(expanded, expandedOffset, EXPANDED_KEY_LENGTH);
    if ((address & (ALIGNMENT - 1)) != 0) {
      throw new IllegalArgumentException("an expanded key lies at a multiple of 16 bytes");
    }
    return address;
  }

  @Override
  int encrypt(
      long text, long length, long associated, long associatedLength, long nonce, long key) {
    return foreign
        ? ForeignFunctions.aesEncrypt(text, length, associated, associatedLength, nonce, key)
        : SodiumFunctions.crypto_aead_aes256gcm_encrypt_afternm(
            text, 0, text, length, associated, associatedLength, 0, nonce, key);
  }

  @Override
  int decrypt(
      long text, long length, long associated, long associatedLength, long nonce, long key) {
    return foreign
        ? ForeignFunctions.aesDecrypt(text, length, associated, associatedLength, nonce, key)
        : SodiumFunctions.crypto_aead_aes256gcm_decrypt_afternm(
            text, 0, 0, text, length, associated, associatedLength, nonce, key);
  }
}
