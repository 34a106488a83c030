package io.mcc.engine.session;

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
 */
public record SessionCrypto(
    Aead aesGcm,
    Aead chaChaPoly,
    KeyAgreement agreement,
    Signatures signatures,
    Digest digest,
    CertificateVerifier verifier,
    RandomSource random) {}
