package io.mcc.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.crypto.DirectMemory;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.Time;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

// threat 19
class BadCertificatesTest {
  private static final ASN1ObjectIdentifier STRANGE = new ASN1ObjectIdentifier("1.3.6.1.4.1.1.9");
  private static final String URI = "mcc://" + "00".repeat(16) + "/node/kitchen";

  private final Certificates certificates = new Certificates(TestCertificate.SIGNATURES);
  private final Map<String, DynamicTest> table = new LinkedHashMap<>();

  private CertificateVerdict verify(byte[] path) {
    return certificates.verify(path, TestCertificate.NETWORK_ID, TestCertificate.NOW_MS);
  }

  private void bad(CertificateRefusal refusal, String name, Consumer<TestCertificate> spoil) {
    TestCertificate certificate = new TestCertificate();
    spoil.accept(certificate);
    badBytes(refusal, name, certificate.der());
  }

  private void badBytes(CertificateRefusal refusal, String name, byte[] path) {
    DynamicTest test =
        DynamicTest.dynamicTest(
            name,
            () -> {
              CertificateVerdict verdict = verify(path);
              assertThat(verdict.isAccepted()).isFalse();
              assertThat(verdict.refusal()).isEqualTo(refusal);
              assertThat(verdict.certificate()).isNull();
            });
    assertThat(table.put(name, test)).isNull();
  }

  @Test
  void shouldAcceptTheCertificateThatTheOthersAreMadeFrom() {
    assertThat(verify(new TestCertificate().der()).refusal()).isNull();
    TestCertificate strange = new TestCertificate();
    strange.extension(STRANGE, false, DERNull.INSTANCE);
    assertThat(verify(strange.der()).refusal()).isNull();
  }

  @TestFactory
  Stream<DynamicTest> shouldRefuseEveryBadCertificateForItsReason() {
    badEncodings();
    badFrames();
    badAlgorithms();
    badSubjects();
    badStandardExtensions();
    badAlternativeNames();
    badOwnExtensions();
    badValidities();
    badSignatures();
    assertThat(table).hasSizeGreaterThanOrEqualTo(60);
    return table.values().stream();
  }

  private void badEncodings() {
    byte[] good = new TestCertificate().der();
    badBytes(CertificateRefusal.NOT_DER, "no bytes", new byte[0]);
    badBytes(CertificateRefusal.NOT_DER, "cut", Arrays.copyOf(good, good.length - 1));
    badBytes(CertificateRefusal.NOT_DER, "padded length", DerBytes.withPaddedLength(good));
    badBytes(CertificateRefusal.NOT_DER, "indefinite length", DerBytes.withoutLength(good));
    badBytes(CertificateRefusal.NOT_DER, "other TRUE", DerBytes.withOtherTrue(good));
    badBytes(
        CertificateRefusal.TRAILING_BYTES, "a byte more", Arrays.copyOf(good, good.length + 1));
    badBytes(CertificateRefusal.TRAILING_BYTES, "twice", DerBytes.concatenate(good, good));
    badBytes(CertificateRefusal.STRUCTURE_INVALID, "no certificate", new byte[] {0x30, 0});
    badBytes(CertificateRefusal.STRUCTURE_INVALID, "an integer", new byte[] {2, 1, 5});
    bad(
        CertificateRefusal.TOO_LONG,
        "1,100 bytes",
        c -> c.extension(STRANGE, false, new DEROctetString(new byte[800])));
  }

  private void badFrames() {
    bad(CertificateRefusal.STRUCTURE_INVALID, "version 1", c -> c.version = null);
    bad(
        CertificateRefusal.VERSION_INVALID,
        "version 1 without extensions",
        c -> {
          c.version = null;
          c.extensions.clear();
        });
    bad(CertificateRefusal.STRUCTURE_INVALID, "version 2", c -> c.version = new ASN1Integer(1));
    bad(CertificateRefusal.STRUCTURE_INVALID, "version 4", c -> c.version = new ASN1Integer(3));
    bad(CertificateRefusal.SERIAL_INVALID, "serial 0", c -> c.serial = BigInteger.ZERO);
    bad(CertificateRefusal.SERIAL_INVALID, "serial -1", c -> c.serial = BigInteger.ONE.negate());
    bad(
        CertificateRefusal.SERIAL_INVALID,
        "serial of 21 bytes",
        c -> c.serial = BigInteger.ONE.shiftLeft(160));
  }

  private void badAlgorithms() {
    AlgorithmIdentifier rsa =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
    AlgorithmIdentifier withParameters =
        new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519, DERNull.INSTANCE);
    AlgorithmIdentifier x25519 = new AlgorithmIdentifier(EdECObjectIdentifiers.id_X25519);
    AlgorithmIdentifier ed448 = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed448);
    CertificateRefusal refusal = CertificateRefusal.ALGORITHM_INVALID;
    bad(refusal, "RSA outside", c -> c.outerAlgorithm = rsa);
    bad(refusal, "RSA inside", c -> c.innerAlgorithm = rsa);
    bad(refusal, "parameters outside", c -> c.outerAlgorithm = withParameters);
    bad(refusal, "parameters of the key", c -> c.keyAlgorithm = withParameters);
    bad(refusal, "X25519 key", c -> c.keyAlgorithm = x25519);
    bad(refusal, "Ed448 inside", c -> c.innerAlgorithm = ed448);
    bad(refusal, "key of 31 bytes", c -> c.publicKey = new byte[31]);
    bad(refusal, "key of 33 bytes", c -> c.publicKey = new byte[33]);
    bad(refusal, "signature of 63 bytes", c -> c.signature = new byte[63]);
    bad(refusal, "signature of 65 bytes", c -> c.signature = new byte[65]);
  }

  private void badSubjects() {
    CertificateRefusal subject = CertificateRefusal.SUBJECT_INVALID;
    bad(subject, "two names", c -> c.name(new X500Name("CN=kitchen,CN=kitchen")));
    bad(subject, "organisation", c -> c.name(new X500Name("O=kitchen")));
    bad(subject, "organisation too", c -> c.name(new X500Name("CN=kitchen,O=x")));
    bad(subject, "name of two values", c -> c.name(new X500Name("CN=kitchen+O=x")));
    bad(CertificateRefusal.STRUCTURE_INVALID, "no subject", c -> c.name(new X500Name("")));
    CertificateRefusal label = CertificateRefusal.LABEL_INVALID;
    bad(label, "upper case label", c -> c.label("Kitchen"));
    bad(label, "label with a space", c -> c.label("kit chen"));
    bad(label, "label with an override of direction", c -> c.label("\u202Ekitchen"));
    bad(label, "label not composed", c -> c.label("mu\u0308ller"));
    bad(label, "label of 31 bytes", c -> c.label("x".repeat(31)));
    bad(label, "empty label", c -> c.label(""));
    bad(
        CertificateRefusal.NOT_SELF_SIGNED,
        "another issuer",
        c -> c.issuer = new X500Name("CN=root"));
  }

  private void badStandardExtensions() {
    bad(
        CertificateRefusal.CRITICAL_EXTENSION_UNKNOWN,
        "unknown critical extension",
        c -> c.extension(STRANGE, true, DERNull.INSTANCE));
    bad(
        CertificateRefusal.STRUCTURE_INVALID,
        "an extension twice",
        c -> c.moreExtensions.add(c.extensions.get(CertificateProfile.ID_SALT)));
    bad(
        CertificateRefusal.AUTHORITY,
        "authority",
        c -> c.extension(Extension.basicConstraints, true, new BasicConstraints(true)));
    bad(
        CertificateRefusal.AUTHORITY,
        "authority of one level",
        c -> c.extension(Extension.basicConstraints, true, new BasicConstraints(1)));
    usage("key that signs certificates", KeyUsage.digitalSignature | KeyUsage.keyCertSign);
    usage("key that signs revocations", KeyUsage.digitalSignature | KeyUsage.cRLSign);
    usage("key that agrees", KeyUsage.keyAgreement);
  }

  private void usage(String name, int bits) {
    bad(
        CertificateRefusal.KEY_USAGE_INVALID,
        name,
        c -> c.extension(Extension.keyUsage, true, new KeyUsage(bits)));
  }

  private void badAlternativeNames() {
    CertificateRefusal names = CertificateRefusal.ALTERNATIVE_NAME_INVALID;
    bad(names, "no name", c -> c.extensions.remove(Extension.subjectAlternativeName));
    bad(names, "two URIs", c -> c.uris(URI, URI));
    GeneralName host = new GeneralName(GeneralName.dNSName, "kitchen");
    GeneralName uri = new GeneralName(GeneralName.uniformResourceIdentifier, URI);
    names("a host name", new GeneralNames(host));
    names("a URI and a host name", new GeneralNames(new GeneralName[] {uri, host}));
    CertificateRefusal network = CertificateRefusal.NETWORK_WRONG;
    bad(network, "network", c -> c.uris("mcc://" + "01".repeat(16) + "/node/kitchen"));
    bad(network, "scheme", c -> c.uris("http://" + "00".repeat(16) + "/node/kitchen"));
    CertificateRefusal mismatch = CertificateRefusal.NAME_MISMATCH;
    bad(mismatch, "another label", c -> c.uris(URI.replace("kitchen", "cellar")));
    bad(mismatch, "a longer URI", c -> c.uris(URI + "/"));
    bad(mismatch, "no node", c -> c.uris(URI.replace("node", "user")));
    bad(mismatch, "another spelling", c -> c.uris(URI.replace("kitchen", "%6Bitchen")));
  }

  private void names(String name, GeneralNames value) {
    bad(
        CertificateRefusal.ALTERNATIVE_NAME_INVALID,
        name,
        c -> c.extension(Extension.subjectAlternativeName, false, value));
  }

  private void badOwnExtensions() {
    CertificateRefusal permissions = CertificateRefusal.PERMISSIONS_INVALID;
    bad(permissions, "no permissions", c -> c.extensions.remove(CertificateProfile.PERMISSIONS));
    bad(permissions, "empty permissions", TestCertificate::permissions);
    bad(permissions, "permission in upper case", c -> c.permissions("ALL"));
    bad(permissions, "permission without pattern", c -> c.permissions("service.use:"));
    bad(
        permissions,
        "permission that is no list",
        c -> c.extension(CertificateProfile.PERMISSIONS, false, new DERUTF8String("all")));
    bad(
        permissions,
        "permission that is no text",
        c ->
            c.extension(
                CertificateProfile.PERMISSIONS, false, new DERSequence(new ASN1Integer(1))));
    CertificateRefusal salt = CertificateRefusal.SALT_INVALID;
    bad(salt, "no salt", c -> c.extensions.remove(CertificateProfile.ID_SALT));
    bad(salt, "salt of 15 bytes", c -> c.salt(new byte[15]));
    bad(
        salt,
        "salt that is text",
        c -> c.extension(CertificateProfile.ID_SALT, false, new DERUTF8String("0".repeat(16))));
    bad(
        CertificateRefusal.SALT_NOT_ZERO,
        "chosen salt",
        c -> c.salt(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}));
  }

  private void badValidities() {
    long now = TestCertificate.NOW_MS;
    CertificateRefusal invalid = CertificateRefusal.VALIDITY_INVALID;
    bad(
        invalid,
        "end before beginning",
        c -> {
          c.notBefore = new Time(new Date(now + 1_000));
          c.notAfter = new Time(new Date(now));
        });
    bad(
        CertificateRefusal.STRUCTURE_INVALID,
        "month 13",
        c -> c.notBefore = new ASN1UTCTime("251301000000Z"));
    bad(invalid, "30 February", c -> c.notBefore = new ASN1GeneralizedTime("20250230000000Z"));
    bad(
        CertificateRefusal.NOT_DER,
        "time of another zone",
        c -> c.notBefore = new ASN1UTCTime("250101000000+0100"));
    bad(
        CertificateRefusal.NOT_YET_VALID,
        "not yet valid",
        c -> c.notBefore = new Time(new Date(now + 601_000)));
    bad(CertificateRefusal.EXPIRED, "expired", c -> c.notAfter = new Time(new Date(now - 601_000)));
  }

  private void badSignatures() {
    CertificateRefusal refusal = CertificateRefusal.SIGNATURE_WRONG;
    bad(refusal, "signature of zeros", c -> c.signature = new byte[64]);
    bad(refusal, "signature of another text", c -> c.signature = c.sign(new byte[10]));
    bad(
        refusal,
        "signature of another key",
        c ->
            TestCertificate.SIGNATURES.expandSeed(
                DirectMemory.hex("08".repeat(32)), 0, c.secretKey, 0));
    bad(refusal, "key of small order", c -> c.publicKey = new byte[32]);
  }
}
