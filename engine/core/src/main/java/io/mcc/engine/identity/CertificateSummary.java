package io.mcc.engine.identity;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * What people want to know of a certificate. Immutable.
 *
 * @param permissions in the order of the certificate
 */
public record CertificateSummary(
    String subject, String issuer, Instant notBefore, Instant notAfter, List<String> permissions) {
  /**
   * Reads a certificate that was verified before.
   *
   * @throws IllegalArgumentException where the bytes aren't a certificate of ours
   */
  public static CertificateSummary of(byte[] der) {
    try {
      X509CertificateHolder certificate = new X509CertificateHolder(der);
      return new CertificateSummary(
          certificate.getSubject().toString(),
          certificate.getIssuer().toString(),
          certificate.getNotBefore().toInstant(),
          certificate.getNotAfter().toInstant(),
          permissions(certificate));
    } catch (IOException e) {
      throw new IllegalArgumentException("not a certificate", e);
    }
  }

  private static List<String> permissions(X509CertificateHolder certificate) {
    Extension extension = certificate.getExtension(CertificateProfile.PERMISSIONS);
    List<String> names = new ArrayList<>();
    if (extension != null && extension.getParsedValue() instanceof ASN1Sequence sequence) {
      for (ASN1Encodable name : sequence) {
        names.add(((ASN1UTF8String) name).getString());
      }
    }
    return List.copyOf(names);
  }
}
