package io.mcc.engine.session;

import io.mcc.engine.base.MemoryArena;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.Digest;
import io.mcc.engine.crypto.KeyAgreement;
import io.mcc.engine.crypto.Signatures;

/**
 * The cryptography that sessions are built on. Immutable.
 *
 * @param aesGcm AES-256-GCM; null where this machine has no AES in hardware, which is an input
 * @param chaChaPoly ChaCha20-Poly1305
 * @param noise the functions of Noise, with the memory of its handshakes
 * @param scratch memory for what these functions read and write within one input
 */
public record SessionCrypto(
    Aead aesGcm,
    Aead chaChaPoly,
    KeyAgreement agreement,
    Signatures signatures,
    Digest digest,
    CertificateVerifier verifier,
    RandomSource random,
    NoiseWorkspace noise,
    MemoryArena scratch) {
  /** The length of a block of scratch memory: one holds what a node needs. */
  private static final int SCRATCH_BLOCK_LENGTH = 8_192;

  /** The same with scratch memory of its own. */
  public SessionCrypto(
      Aead aesGcm,
      Aead chaChaPoly,
      KeyAgreement agreement,
      Signatures signatures,
      Digest digest,
      CertificateVerifier verifier,
      RandomSource random) {
    this(
        aesGcm,
        chaChaPoly,
        agreement,
        signatures,
        digest,
        verifier,
        random,
        new MemoryArena(SCRATCH_BLOCK_LENGTH));
  }

  private SessionCrypto(
      Aead aesGcm,
      Aead chaChaPoly,
      KeyAgreement agreement,
      Signatures signatures,
      Digest digest,
      CertificateVerifier verifier,
      RandomSource random,
      MemoryArena scratch) {
    this(
        aesGcm,
        chaChaPoly,
        agreement,
        signatures,
        digest,
        verifier,
        random,
        new NoiseWorkspace(chaChaPoly, agreement, digest, scratch),
        scratch);
  }
}
