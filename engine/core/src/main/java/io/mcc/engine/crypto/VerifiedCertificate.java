package io.mcc.engine.crypto;

/**
 * What a verified certificate path says of its leaf. Immutable; made by a {@link
 * CertificateVerifier}, read by the loop.
 *
 * @param publicKey the Ed25519 public key, 32 bytes
 * @param idSalt 16 bytes; all zero in a self-signed certificate
 * @param label the normalised label
 * @param notBeforeMs first instant of validity, epoch milliseconds
 * @param notAfterMs last instant of validity, epoch milliseconds
 * @param selfSigned whether the leaf signed itself, which only an open network accepts
 */
public record VerifiedCertificate(
    byte[] publicKey,
    byte[] idSalt,
    String label,
    long notBeforeMs,
    long notAfterMs,
    boolean selfSigned) {}
