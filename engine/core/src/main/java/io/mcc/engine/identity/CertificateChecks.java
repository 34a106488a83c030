package io.mcc.engine.identity;

import static io.mcc.engine.identity.CertificateRefusal.ALGORITHM_INVALID;
import static io.mcc.engine.identity.CertificateRefusal.ALTERNATIVE_NAME_INVALID;
import static io.mcc.engine.identity.CertificateRefusal.AUTHORITY;
import static io.mcc.engine.identity.CertificateRefusal.CRITICAL_EXTENSION_UNKNOWN;
import static io.mcc.engine.identity.CertificateRefusal.EXPIRED;
import static io.mcc.engine.identity.CertificateRefusal.KEY_USAGE_INVALID;
import static io.mcc.engine.identity.CertificateRefusal.LABEL_INVALID;
import static io.mcc.engine.identity.CertificateRefusal.NAME_MISMATCH;
import static io.mcc.engine.identity.CertificateRefusal.NETWORK_WRONG;
import static io.mcc.engine.identity.CertificateRefusal.NOT_SELF_SIGNED;
import static io.mcc.engine.identity.CertificateRefusal.NOT_YET_VALID;
import static io.mcc.engine.identity.CertificateRefusal.PERMISSIONS_INVALID;
import static io.mcc.engine.identity.CertificateRefusal.SALT_INVALID;
import static io.mcc.engine.identity.CertificateRefusal.SALT_NOT_ZERO;
import static io.mcc.engine.identity.CertificateRefusal.SERIAL_INVALID;
import static io.mcc.engine.identity.CertificateRefusal.STRUCTURE_INVALID;
import static io.mcc.engine.identity.CertificateRefusal.SUBJECT_INVALID;
import static io.mcc.engine.identity.CertificateRefusal.VALIDITY_INVALID;
import static io.mcc.engine.identity.CertificateRefusal.VERSION_INVALID;

import io.mcc.codec.Label;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.VerifiedCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.TBSCertificate;

/**
 * What a self-signed certificate has to say to be accepted, all but its signature. Made for one
 * certificate and one instant; each check answers null or the refusal.
 */
final class CertificateChecks {
  /** How far the clocks of two nodes may differ. */
  static final long TOLERANCE_MS = TimeUnit.MINUTES.toMillis(10);

  private static final int SERIAL_LENGTH_MAX = 20;
  private static final Set<ASN1ObjectIdentifier> UNDERSTOOD =
      Set.of(
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.subjectAlternativeName,
          CertificateProfile.PERMISSIONS,
          CertificateProfile.ID_SALT);

  private final byte[] networkId;
  private final long epochMs;
  private CertificateFields fields;
  private CertificateRefusal refusal;

  /**
   * Makes all checks.
   *
   * @param leaf strict DER
   */
  CertificateChecks(byte[] leaf, byte[] networkId, long epochMs) {
    this.networkId = networkId;
    this.epochMs = epochMs;
    try {
      fields = new CertificateFields(leaf);
      refusal = firstRefusal();
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle says by exceptions of many kinds that a field is not what it should be.
      refusal = STRUCTURE_INVALID;
    }
  }

  /** The first refusal, or null. */
  CertificateRefusal refusal() {
    return refusal;
  }

  /** The certificate taken apart; to be asked where there is no refusal. */
  CertificateFields fields() {
    return fields;
  }

  private CertificateRefusal firstRefusal() throws IOException {
    CertificateRefusal first = frameRefusal();
    if (first == null) {
      first = subjectRefusal();
    }
    if (first == null) {
      first = standardExtensionsRefusal();
    }
    if (first == null) {
      first = alternativeNameRefusal();
    }
    if (first == null) {
      first = ownExtensionsRefusal();
    }
    return first == null ? validityRefusal() : first;
  }

  /** What the certificate says; to be asked where there is no refusal. */
  VerifiedCertificate certificate() {
    return new VerifiedCertificate(
        fields.publicKey(),
        CertificateProfile.idSalt(fields.extension(CertificateProfile.ID_SALT)),
        fields.commonName(),
        fields.notBeforeMs(),
        fields.notAfterMs(),
        true);
  }

  private CertificateRefusal frameRefusal() {
    TBSCertificate signed = fields.signed();
    BigInteger serial = signed.getSerialNumber().getValue();
    if (signed.getVersionNumber() != 3 || !fields.isVersionTagged()) {
      return VERSION_INVALID;
    }
    if (serial.signum() <= 0 || serial.toByteArray().length > SERIAL_LENGTH_MAX) {
      return SERIAL_INVALID;
    }
    if (!fields.isEd25519()
        || fields.publicKey().length != Signatures.PUBLIC_KEY_LENGTH
        || fields.signature().length != Signatures.SIGNATURE_LENGTH) {
      return ALGORITHM_INVALID;
    }
    boolean hasUniqueId = signed.getIssuerUniqueId() != null || signed.getSubjectUniqueId() != null;
    return hasUniqueId ? STRUCTURE_INVALID : null;
  }

  private CertificateRefusal subjectRefusal() throws IOException {
    String label = fields.commonName();
    if (label == null) {
      return SUBJECT_INVALID;
    }
    if (!Label.isNormal(label)) {
      return LABEL_INVALID;
    }
    return fields.isSelfIssued() ? null : NOT_SELF_SIGNED;
  }

  private CertificateRefusal standardExtensionsRefusal() {
    if (fields.extensions() != null) {
      for (ASN1ObjectIdentifier critical : fields.extensions().getCriticalExtensionOIDs()) {
        if (!UNDERSTOOD.contains(critical)) {
          return CRITICAL_EXTENSION_UNKNOWN;
        }
      }
    }
    ASN1Encodable constraints = fields.extension(Extension.basicConstraints);
    if (constraints != null && isAuthority(BasicConstraints.getInstance(constraints))) {
      return AUTHORITY;
    }
    ASN1Encodable usage = fields.extension(Extension.keyUsage);
    return usage == null || isSigning(KeyUsage.getInstance(usage)) ? null : KEY_USAGE_INVALID;
  }

  private static boolean isAuthority(BasicConstraints constraints) {
    return constraints.isCA() || constraints.getPathLenConstraint() != null;
  }

  private static boolean isSigning(KeyUsage usage) {
    return usage.hasUsages(KeyUsage.digitalSignature)
        && !usage.hasUsages(KeyUsage.keyCertSign)
        && !usage.hasUsages(KeyUsage.cRLSign);
  }

  private CertificateRefusal alternativeNameRefusal() {
    ASN1Encodable value = fields.extension(Extension.subjectAlternativeName);
    if (value == null) {
      return ALTERNATIVE_NAME_INVALID;
    }
    GeneralName[] names = GeneralNames.getInstance(value).getNames();
    if (names.length != 1 || names[0].getTagNo() != GeneralName.uniformResourceIdentifier) {
      return ALTERNATIVE_NAME_INVALID;
    }
    String uri = names[0].getName().toString();
    if (!uri.startsWith(CertificateProfile.networkUri(networkId))) {
      return NETWORK_WRONG;
    }
    return uri.equals(CertificateProfile.nodeUri(networkId, fields.commonName()))
        ? null
        : NAME_MISMATCH;
  }

  private CertificateRefusal ownExtensionsRefusal() {
    if (!CertificateProfile.arePermissions(fields.extension(CertificateProfile.PERMISSIONS))) {
      return PERMISSIONS_INVALID;
    }
    byte[] salt = CertificateProfile.idSalt(fields.extension(CertificateProfile.ID_SALT));
    if (salt == null) {
      return SALT_INVALID;
    }
    return Arrays.equals(salt, new byte[CertificateProfile.ID_SALT_LENGTH]) ? null : SALT_NOT_ZERO;
  }

  private CertificateRefusal validityRefusal() {
    long notBeforeMs = fields.notBeforeMs();
    long notAfterMs = fields.notAfterMs();
    if (notBeforeMs == CertificateFields.NO_INSTANT || notAfterMs < notBeforeMs) {
      return VALIDITY_INVALID;
    }
    if (epochMs < notBeforeMs - TOLERANCE_MS) {
      return NOT_YET_VALID;
    }
    return epochMs > notAfterMs + TOLERANCE_MS ? EXPIRED : null;
  }
}
