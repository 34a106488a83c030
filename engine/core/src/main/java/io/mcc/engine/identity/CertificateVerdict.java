package io.mcc.engine.identity;

import io.mcc.engine.crypto.VerifiedCertificate;

/**
 * The end of a verification. Immutable.
 *
 * @param certificate what was verified; null where it was refused
 * @param refusal why it was refused; null where it was not
 */
public record CertificateVerdict(VerifiedCertificate certificate, CertificateRefusal refusal) {
  static CertificateVerdict accepted(VerifiedCertificate certificate) {
    return new CertificateVerdict(certificate, null);
  }

  static CertificateVerdict refused(CertificateRefusal refusal) {
    return new CertificateVerdict(null, refusal);
  }

  /** Whether there is a certificate. */
  public boolean isAccepted() {
    return refusal == null;
  }
}
