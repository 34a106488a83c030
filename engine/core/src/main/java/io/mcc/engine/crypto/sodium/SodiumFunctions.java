package io.mcc.engine.crypto.sodium;

/**
 * The functions of libsodium that the node uses, under their own names, mapped by JNA's direct
 * mapping. A {@code long} is a raw address or a length: nothing is checked, wrapped or allocated
 * here, so callers take every address from {@link NativeMemory}.
 *
 * <p>Source: the headers of libsodium 1.0.20.
 */
final class SodiumFunctions {
  private SodiumFunctions() {}

  static native int sodium_init();

  static native void randombytes_buf(long target, long length);

  static native int crypto_aead_aes256gcm_is_available();

  static native int crypto_aead_aes256gcm_beforenm(long expandedKey, long key);

  static native int crypto_aead_aes256gcm_encrypt_afternm(
      long target,
      long targetLengthTarget,
      long text,
      long length,
      long associated,
      long associatedLength,
      long secretNonce,
      long nonce,
      long expandedKey);

  static native int crypto_aead_aes256gcm_decrypt_afternm(
      long target,
      long targetLengthTarget,
      long secretNonce,
      long text,
      long length,
      long associated,
      long associatedLength,
      long nonce,
      long expandedKey);

  static native int crypto_aead_chacha20poly1305_ietf_encrypt(
      long target,
      long targetLengthTarget,
      long text,
      long length,
      long associated,
      long associatedLength,
      long secretNonce,
      long nonce,
      long key);

  static native int crypto_aead_chacha20poly1305_ietf_decrypt(
      long target,
      long targetLengthTarget,
      long secretNonce,
      long text,
      long length,
      long associated,
      long associatedLength,
      long nonce,
      long key);

  static native int crypto_generichash_blake2b(
      long target, long targetLength, long message, long length, long key, long keyLength);

  static native int crypto_scalarmult_curve25519_base(long target, long secret);

  static native int crypto_scalarmult_curve25519(long target, long secret, long publicKey);

  static native int crypto_sign_seed_keypair(long publicKeyTarget, long secretTarget, long seed);

  static native int crypto_sign_detached(
      long target, long targetLengthTarget, long message, long length, long secretKey);

  static native int crypto_sign_verify_detached(
      long signature, long message, long length, long publicKey);
}
