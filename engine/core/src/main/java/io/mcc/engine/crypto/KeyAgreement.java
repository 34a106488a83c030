package io.mcc.engine.crypto;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** X25519 (RFC 7748) on direct memory. Implementations belong to one thread. */
public interface KeyAgreement {
  /** Bytes of a secret key, a public key and a shared secret. */
  int KEY_LENGTH = 32;

  /** Writes the public key of a secret key. */
  void publicKey(DirectBuffer secret, int secretOffset, MutableDirectBuffer target, int offset);

  /**
   * Writes the shared secret.
   *
   * @return false where it would be all zero (a public key of small order): nothing may be derived
   */
  boolean agree(
      DirectBuffer secret,
      int secretOffset,
      DirectBuffer publicKey,
      int publicKeyOffset,
      MutableDirectBuffer target,
      int offset);
}
