package io.mcc.engine.identity;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;

/**
 * A certificate taken apart, not judged. Made from strict DER only; its methods throw a {@link
 * RuntimeException} where a field is not what X.509 says, which {@link CertificateChecks} turns
 * into a refusal.
 */
final class CertificateFields {
  static final long NO_INSTANT = Long.MIN_VALUE;
  private static final byte VERSION_TAG = (byte) 0xA0;
  private static final int YEAR_TO_SECOND_LENGTH = "uuuuMMddHHmmss".length();
  private static final DateTimeFormatter YEAR_TO_SECOND =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

  private final byte[] der;
  private final Certificate certificate;

  CertificateFields(byte[] der) throws IOException {
    this.der = der;
    certificate = Certificate.getInstance(ASN1Primitive.fromByteArray(der));
  }

  TBSCertificate signed() {
    return certificate.getTBSCertificate();
  }

  boolean isEd25519() {
    return certificate.getSignatureAlgorithm().equals(CertificateProfile.ED25519)
        && signed().getSignature().equals(CertificateProfile.ED25519)
        && signed().getSubjectPublicKeyInfo().getAlgorithm().equals(CertificateProfile.ED25519);
  }

  byte[] publicKey() {
    return signed().getSubjectPublicKeyInfo().getPublicKeyData().getOctets();
  }

  byte[] signature() {
    return certificate.getSignature().getOctets();
  }

  /** The bytes that the signature is over, as they came. */
  byte[] signedBytes() {
    int offset = StrictDer.headerLength(der, 0, der.length);
    int length = StrictDer.elementLength(der, offset, der.length);
    byte[] bytes = new byte[length];
    System.arraycopy(der, offset, bytes, 0, length);
    return bytes;
  }

  /** Whether the version stands under its tag, [0]: Bouncy Castle takes any other as well. */
  boolean isVersionTagged() {
    byte[] signed = signedBytes();
    return signed[StrictDer.headerLength(signed, 0, signed.length)] == VERSION_TAG;
  }

  /** The common name where it is all of the subject, else null. */
  String commonName() {
    RDN[] parts = signed().getSubject().getRDNs();
    if (parts.length != 1
        || parts[0].isMultiValued()
        || !parts[0].getFirst().getType().equals(BCStyle.CN)
        || !(parts[0].getFirst().getValue() instanceof ASN1String text)) {
      return null;
    }
    return text.getString();
  }

  /** Byte for byte: the name of an issuer is not a matter of spelling. */
  boolean isSelfIssued() throws IOException {
    return Arrays.equals(encoded(signed().getIssuer()), encoded(signed().getSubject()));
  }

  private static byte[] encoded(X500Name name) throws IOException {
    return name.getEncoded();
  }

  Extensions extensions() {
    return signed().getExtensions();
  }

  /** The value of an extension, itself checked to be strict DER; null where there is none. */
  ASN1Encodable extension(ASN1ObjectIdentifier identifier) {
    Extension extension = extensions() == null ? null : extensions().getExtension(identifier);
    if (extension == null) {
      return null;
    }
    if (!StrictDer.isStrict(extension.getExtnValue().getOctets())) {
      throw new IllegalArgumentException("an extension is not strict DER");
    }
    return extension.getParsedValue();
  }

  long notBeforeMs() {
    return instantMs(signed().getStartDate());
  }

  long notAfterMs() {
    return instantMs(signed().getEndDate());
  }

  private static long instantMs(Time time) {
    try {
      String text = time.getTime().substring(0, YEAR_TO_SECOND_LENGTH);
      return LocalDateTime.parse(text, YEAR_TO_SECOND).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException e) {
      return NO_INSTANT;
    }
  }
}
