package io.mcc.engine.crypto;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Ed25519 (RFC 8032) on direct memory. Implementations belong to one thread. */
public interface Signatures {
  /** Bytes of a seed: the private key as it is stored. */
  int SEED_LENGTH = 32;

  /** Bytes of a secret key as it is used: seed and public key. */
  int SECRET_KEY_LENGTH = 64;

  /** Bytes of a public key. */
  int PUBLIC_KEY_LENGTH = 32;

  /** Bytes of a signature. */
  int SIGNATURE_LENGTH = 64;

  /** Writes the secret key (seed and public key, 64 bytes) that belongs to a seed. */
  void expandSeed(DirectBuffer seed, int seedOffset, MutableDirectBuffer target, int offset);

  /** Writes the signature of a message. */
  void sign(
      DirectBuffer secretKey,
      int secretKeyOffset,
      DirectBuffer message,
      int messageOffset,
      int messageLength,
      MutableDirectBuffer target,
      int offset);

  /** Whether a signature of a message is the public key's. */
  boolean verify(
      DirectBuffer publicKey,
      int publicKeyOffset,
      DirectBuffer message,
      int messageOffset,
      int messageLength,
      DirectBuffer signature,
      int signatureOffset);
}
