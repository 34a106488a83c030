package io.mcc.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mcc.codec.Label;
import io.mcc.engine.crypto.Signatures;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as a node's certificate: a verdict, never an exception. What passes for DER has no
 * other spelling, and what is accepted is read in the same way by another reader of certificates.
 * The first byte chooses whether signatures are checked: without that, changed certificates come
 * deeper.
 */
// threat 19
class CertificateFuzzTest {
  private static final Certificates STRICT = new Certificates(TestCertificate.SIGNATURES);
  private static final Certificates CREDULOUS = new Certificates(new AnySignature());

  private static final long[] refusalCounts = new long[CertificateRefusal.values().length];
  private static long inputCount;
  private static long acceptedCount;
  private static long strictDerCount;

  /** Takes every signature for a right one. */
  private static final class AnySignature implements Signatures {
    @Override
    public void expandSeed(DirectBuffer seed, int seedOffset, MutableDirectBuffer to, int offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void sign(
        DirectBuffer secretKey,
        int secretKeyOffset,
        DirectBuffer message,
        int messageOffset,
        int messageLength,
        MutableDirectBuffer target,
        int offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean verify(
        DirectBuffer publicKey,
        int publicKeyOffset,
        DirectBuffer message,
        int messageOffset,
        int messageLength,
        DirectBuffer signature,
        int signatureOffset) {
      return true;
    }
  }

  static Stream<byte[]> seeds() {
    return Stream.of(
            new TestCertificate().der(),
            new TestCertificate().label("küche").der(),
            new TestCertificate().permissions("record.put", "service.use:a-*").der(),
            new TestCertificate().salt(new byte[15]).der(),
            new TestCertificate().uris("mcc://x", "mcc://y").der(),
            DerBytes.withPaddedLength(new TestCertificate().der()),
            DerBytes.withoutLength(new TestCertificate().der()),
            DerBytes.withOtherTrue(new TestCertificate().der()),
            DerBytes.sequence(DerBytes.sequence(new byte[0])))
        .flatMap(der -> Stream.of(seed(0, der), seed(1, der)));
  }

  private static byte[] seed(int first, byte[] der) {
    return DerBytes.concatenate(new byte[] {(byte) first}, der);
  }

  @MethodSource("seeds")
  @FuzzTest
  void shouldJudgeAnyBytes(byte[] input) throws IOException {
    inputCount++;
    if (input.length == 0) {
      return;
    }
    byte[] der = Arrays.copyOfRange(input, 1, input.length);
    Certificates certificates = (input[0] & 1) == 0 ? STRICT : CREDULOUS;
    requireOneSpelling(der);
    CertificateVerdict verdict = verify(certificates, der);
    assertThat(verify(certificates, der).refusal()).isEqualTo(verdict.refusal());
    if (!verdict.isAccepted()) {
      refusalCounts[verdict.refusal().ordinal()]++;
      return;
    }
    acceptedCount++;
    assertThat(verdict.certificate().publicKey()).hasSize(32);
    assertThat(verdict.certificate().idSalt()).isEqualTo(new byte[16]);
    assertThat(Label.isNormal(verdict.certificate().label())).isTrue();
    assertThat(verify(certificates, Arrays.copyOf(der, der.length + 1)).isAccepted()).isFalse();
    requireSameReading(der, verdict);
  }

  private static CertificateVerdict verify(Certificates certificates, byte[] der) {
    return certificates.verify(der, TestCertificate.NETWORK_ID, TestCertificate.NOW_MS);
  }

  private static void requireOneSpelling(byte[] der) throws IOException {
    if (StrictDer.isStrict(der)) {
      strictDerCount++;
      ASN1Primitive parsed;
      try {
        parsed = ASN1Primitive.fromByteArray(der);
      } catch (IOException | RuntimeException e) {
        // Strict in its spelling, and yet nothing that means anything.
        return;
      }
      assertThat(parsed.getEncoded("DER")).isEqualTo(der);
    }
  }

  private static void requireSameReading(byte[] der, CertificateVerdict verdict) {
    try {
      X509Certificate read =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      assertThat(read.getNotAfter().getTime()).isEqualTo(verdict.certificate().notAfterMs());
      assertThat(read.getNotBefore().getTime()).isEqualTo(verdict.certificate().notBeforeMs());
      assertThat(read.getPublicKey().getEncoded()).endsWith(verdict.certificate().publicKey());
      assertThat(read.getSubjectX500Principal()).isEqualTo(read.getIssuerX500Principal());
      assertThat(read.getBasicConstraints()).isEqualTo(-1);
    } catch (CertificateException e) {
      throw new AssertionError("accepted here, unreadable elsewhere", e);
    }
  }

  /** Or the target would be one that returns early. */
  @AfterAll
  static void shouldHaveAcceptedAndRefused() throws Exception {
    File inputs =
        new File(
            CertificateFuzzTest.class
                .getResource("CertificateFuzzTestInputs/shouldJudgeAnyBytes")
                .toURI());
    assertThat(inputCount).isGreaterThan(12 + inputs.list().length);
    assertThat(acceptedCount).isPositive();
    assertThat(strictDerCount).isPositive();
    assertThat(refusalCounts[CertificateRefusal.SALT_INVALID.ordinal()]).isPositive();
    assertThat(refusalCounts[CertificateRefusal.ALTERNATIVE_NAME_INVALID.ordinal()]).isPositive();
  }
}
