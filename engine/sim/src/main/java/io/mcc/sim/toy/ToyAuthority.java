package io.mcc.sim.toy;

import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.Signatures;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A certificate authority of simulated networks. An id salt follows from its secret and the key
 * alone, so that nobody can try keys until an id suits.
 */
public final class ToyAuthority {
  private final UnsafeBuffer secretKey =
      new UnsafeBuffer(ByteBuffer.allocateDirect(Signatures.SECRET_KEY_LENGTH));
  private final UnsafeBuffer publicKey =
      new UnsafeBuffer(ByteBuffer.allocateDirect(Signatures.PUBLIC_KEY_LENGTH));
  private final ToyHash hash = new ToyHash();
  private final Signatures signatures;
  private final long secret;

  /**
   * @param seed whose key it is: another seed is another authority
   */
  public ToyAuthority(Signatures signatures, long seed) {
    this.signatures = signatures;
    this.secret = ToyHash.mix(seed);
    UnsafeBuffer keySeed = new UnsafeBuffer(ByteBuffer.allocateDirect(Signatures.SEED_LENGTH));
    hash.start(secret).squeeze(keySeed, 0, Signatures.SEED_LENGTH);
    signatures.expandSeed(keySeed, 0, secretKey, 0);
    publicKey.putBytes(0, secretKey, Signatures.SEED_LENGTH, Signatures.PUBLIC_KEY_LENGTH);
  }

  /** Its public key, 32 bytes in direct memory. */
  public DirectBuffer publicKey() {
    return publicKey;
  }

  /** The salt of a public key of 32 bytes. */
  public byte[] idSalt(byte[] holderKey) {
    byte[] salt = new byte[LocalIdentity.ID_SALT_LENGTH];
    hash.start(~secret)
        .bytes(new UnsafeBuffer(holderKey), 0, holderKey.length)
        .squeeze(new UnsafeBuffer(salt), 0, salt.length);
    return salt;
  }

  /** Signs the certificate of a public key of 32 bytes. */
  public byte[] certify(byte[] holderKey, String label, long notBeforeMs, long notAfterMs) {
    return ToyCertificate.make(
        signatures, secretKey, holderKey, idSalt(holderKey), label, notBeforeMs, notAfterMs);
  }
}
