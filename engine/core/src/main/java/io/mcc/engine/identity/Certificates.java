package io.mcc.engine.identity;

import io.mcc.codec.Label;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.crypto.Signatures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/**
 * Makes and verifies the X.509 certificates of nodes (RFC 5280, Ed25519 by RFC 8410). Signatures
 * are made and checked by the port, so a private key never comes near Bouncy Castle. Owned by one
 * thread, as the port is.
 */
public final class Certificates {
  /** Longest path of certificates in bytes. */
  public static final int PATH_LENGTH_MAX = 4 * 1_024;

  /**
   * Who vouches for himself alone says nothing by an instant, and a clock that was wrong when the
   * certificate was made must not make it useless: it holds from 1970 on, and ends at what RFC 5280
   * (section 4.1.2.5) has for no end, 9999-12-31T23:59:59Z.
   */
  private static final Date NOT_BEFORE = new Date(0);

  private static final Date NOT_AFTER = new Date(253_402_300_799_000L);

  private static final int SERIAL_LENGTH = 16;

  private final Signatures signatures;

  /**
   * @param signatures of the thread that uses this object
   */
  public Certificates(Signatures signatures) {
    this.signatures = signatures;
  }

  /**
   * Makes a self-signed certificate, valid whatever a clock shows.
   *
   * @param secretKey 64 bytes of direct memory, see {@link Signatures#expandSeed}
   * @param label in normal form
   * @return DER
   */
  public byte[] selfSigned(
      DirectBuffer secretKey, byte[] networkId, String label, RandomSource random)
      throws IOException {
    if (!Label.isNormal(label)) {
      throw new IllegalArgumentException("the label is not in normal form");
    }
    X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, new DERUTF8String(label)).build();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name, serial(random), NOT_BEFORE, NOT_AFTER, name, publicKeyInfo(secretKey));
    addExtensions(builder, CertificateProfile.nodeUri(networkId, label));
    return builder.build(new PortSigner(secretKey)).getEncoded();
  }

  private static BigInteger serial(RandomSource random) {
    UnsafeBuffer bytes = new UnsafeBuffer(new byte[SERIAL_LENGTH]);
    random.nextBytes(bytes, 0, SERIAL_LENGTH);
    return new BigInteger(1, bytes.byteArray()).setBit(0);
  }

  private static SubjectPublicKeyInfo publicKeyInfo(DirectBuffer secretKey) throws IOException {
    byte[] publicKey = new byte[Signatures.PUBLIC_KEY_LENGTH];
    secretKey.getBytes(Signatures.SEED_LENGTH, publicKey);
    return new SubjectPublicKeyInfo(CertificateProfile.ED25519, publicKey);
  }

  /** Those that a stranger may skip are not critical, so that other tools take the certificate. */
  private static void addExtensions(X509v3CertificateBuilder builder, String uri)
      throws IOException {
    GeneralName name = new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
    builder.addExtension(
        CertificateProfile.PERMISSIONS, false, CertificateProfile.permissions(List.of("all")));
    builder.addExtension(
        CertificateProfile.ID_SALT,
        false,
        new DEROctetString(new byte[CertificateProfile.ID_SALT_LENGTH]));
  }

  /**
   * Verifies the path of a node's certificate. Only a self-signed one has a path here: itself.
   *
   * @param path leaf first, concatenated DER, of any content whatever
   */
  public CertificateVerdict verify(byte[] path, byte[] networkId, long epochMs) {
    CertificateRefusal refusal = encodingRefusal(path);
    if (refusal != null) {
      return CertificateVerdict.refused(refusal);
    }
    CertificateChecks checks = new CertificateChecks(path, networkId, epochMs);
    if (checks.refusal() != null) {
      return CertificateVerdict.refused(checks.refusal());
    }
    return isSignedByItself(checks.fields())
        ? CertificateVerdict.accepted(checks.certificate())
        : CertificateVerdict.refused(CertificateRefusal.SIGNATURE_WRONG);
  }

  /**
   * The same as {@link #verify}, at an instant at which the certificate holds: for one's own, which
   * may have been made while the clock was wrong.
   */
  CertificateVerdict verifyUndated(byte[] path, byte[] networkId) {
    CertificateVerdict verdict = verify(path, networkId, 0);
    boolean isUntimely =
        verdict.refusal() == CertificateRefusal.NOT_YET_VALID
            || verdict.refusal() == CertificateRefusal.EXPIRED;
    return isUntimely
        ? verify(path, networkId, new CertificateChecks(path, networkId, 0).fields().notBeforeMs())
        : verdict;
  }

  private static CertificateRefusal encodingRefusal(byte[] path) {
    int length = StrictDer.elementLength(path, 0, path.length);
    if (length == StrictDer.INVALID) {
      return CertificateRefusal.NOT_DER;
    }
    if (length > CertificateProfile.LEAF_LENGTH_MAX) {
      return CertificateRefusal.TOO_LONG;
    }
    if (length < path.length) {
      return CertificateRefusal.TRAILING_BYTES;
    }
    return StrictDer.isStrict(path) ? null : CertificateRefusal.NOT_DER;
  }

  private boolean isSignedByItself(CertificateFields fields) {
    byte[] signed = fields.signedBytes();
    return signatures.verify(
        direct(fields.publicKey()),
        0,
        direct(signed),
        0,
        signed.length,
        direct(fields.signature()),
        0);
  }

  private static UnsafeBuffer direct(byte[] bytes) {
    UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
    buffer.putBytes(0, bytes);
    return buffer;
  }

  /** Lets the builder sign by the port. */
  private final class PortSigner implements ContentSigner {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final DirectBuffer secretKey;

    PortSigner(DirectBuffer secretKey) {
      this.secretKey = secretKey;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return CertificateProfile.ED25519;
    }

    @Override
    public OutputStream getOutputStream() {
      return content;
    }

    @Override
    public byte[] getSignature() {
      UnsafeBuffer signature = direct(new byte[Signatures.SIGNATURE_LENGTH]);
      signatures.sign(secretKey, 0, direct(content.toByteArray()), 0, content.size(), signature, 0);
      byte[] bytes = new byte[Signatures.SIGNATURE_LENGTH];
      signature.getBytes(0, bytes);
      return bytes;
    }
  }
}
