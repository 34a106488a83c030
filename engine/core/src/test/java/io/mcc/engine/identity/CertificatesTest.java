package io.mcc.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcc.engine.crypto.VerifiedCertificate;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumRandom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x509.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
  private static final long NOW_MS = TestCertificate.NOW_MS;
  private static final byte[] NETWORK_ID =
      HexFormat.of().parseHex("00112233445566778899aabbccddeeff");

  private final Certificates certificates = new Certificates(TestCertificate.SIGNATURES);
  private final SodiumRandom random = new SodiumRandom(Sodium.load());
  private final TestCertificate key = new TestCertificate();

  @TempDir private Path folder;

  private byte[] make(String label) throws IOException {
    return certificates.selfSigned(key.secretKey, NETWORK_ID, label, random);
  }

  @Test
  void shouldAcceptWhatItMade() throws IOException {
    CertificateVerdict verdict = certificates.verify(make("kitchen"), NETWORK_ID, NOW_MS);
    assertThat(verdict.refusal()).isNull();
    VerifiedCertificate certificate = verdict.certificate();
    assertThat(certificate.label()).isEqualTo("kitchen");
    assertThat(certificate.publicKey()).isEqualTo(key.publicKey);
    assertThat(certificate.idSalt()).isEqualTo(new byte[16]);
    assertThat(certificate.selfSigned()).isTrue();
    assertThat(certificate.notBeforeMs()).isZero();
    assertThat(Instant.ofEpochMilli(certificate.notAfterMs())).isEqualTo("9999-12-31T23:59:59Z");
  }

  @Test
  void shouldFitTheLongestLabelIntoAHandshake() throws IOException {
    for (String label : new String[] {"x".repeat(30), "\u00fc".repeat(15), "\u4e2d".repeat(10)}) {
      byte[] certificate = make(label);
      assertThat(certificate.length).isLessThanOrEqualTo(880);
      CertificateVerdict verdict = certificates.verify(certificate, NETWORK_ID, NOW_MS);
      assertThat(verdict.refusal()).isNull();
      assertThat(verdict.certificate().label()).isEqualTo(label);
    }
  }

  @Test
  void shouldAllowClocksToDifferByTenMinutes() {
    TestCertificate certificate = new TestCertificate();
    certificate.notBefore = new Time(new Date(NOW_MS));
    certificate.notAfter = new Time(new Date(NOW_MS + 1_000));
    byte[] der = certificate.der();
    assertThat(refusal(der, NOW_MS - 600_000)).isNull();
    assertThat(refusal(der, NOW_MS - 600_001)).isEqualTo(CertificateRefusal.NOT_YET_VALID);
    assertThat(refusal(der, NOW_MS + 601_000)).isNull();
    assertThat(refusal(der, NOW_MS + 601_001)).isEqualTo(CertificateRefusal.EXPIRED);
  }

  private CertificateRefusal refusal(byte[] der, long epochMs) {
    return certificates.verify(der, TestCertificate.NETWORK_ID, epochMs).refusal();
  }

  // threat 19
  @Test
  void shouldRefuseEveryFlippedBitAndEveryCut() throws IOException {
    byte[] der = make("kitchen");
    // 7 meets every byte, and every bit of a byte.
    int step = Boolean.getBoolean("mcc.test.full") ? 1 : 7;
    for (int bit = 0; bit < der.length * Byte.SIZE; bit += step) {
      byte[] flipped = der.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThat(certificates.verify(flipped, NETWORK_ID, NOW_MS).isAccepted())
          .as("bit " + bit)
          .isFalse();
    }
    for (int length = 0; length < der.length; length++) {
      assertThat(certificates.verify(Arrays.copyOf(der, length), NETWORK_ID, NOW_MS).refusal())
          .isEqualTo(CertificateRefusal.NOT_DER);
    }
  }

  @Test
  void shouldMakeWhatOpensslAccepts() throws Exception {
    byte[] der = make("k\u00fcche-7");
    Path file = folder.resolve("leaf.pem");
    Files.writeString(file, pem(der));
    String output = openssl("verify", "-CAfile", file.toString(), file.toString());
    assertThat(output).contains("leaf.pem: OK");
    assertThat(openssl("x509", "-noout", "-text", "-in", file.toString()))
        .contains("URI:mcc://00112233445566778899aabbccddeeff/node/k%C3%BCche-7")
        .contains("ED25519");
  }

  @Test
  void shouldAcceptWhatOpensslMade() throws Exception {
    Path configuration = folder.resolve("openssl.cnf");
    Path file = folder.resolve("made.der");
    Files.writeString(configuration, opensslConfiguration());
    openssl(
        "req",
        "-x509",
        "-newkey",
        "ed25519",
        "-nodes",
        "-keyout",
        folder + "/made.key",
        "-days",
        "3",
        "-config",
        configuration.toString(),
        "-outform",
        "DER",
        "-out",
        file.toString());
    CertificateVerdict verdict =
        certificates.verify(Files.readAllBytes(file), NETWORK_ID, System.currentTimeMillis());
    assertThat(verdict.refusal()).isNull();
    assertThat(verdict.certificate().label()).isEqualTo("cellar");
  }

  private static String opensslConfiguration() {
    return String.join(
        "\n",
        "[req]",
        "prompt = no",
        "distinguished_name = name",
        "x509_extensions = extensions",
        "[name]",
        "CN = cellar",
        "[extensions]",
        "basicConstraints = critical,CA:FALSE",
        "subjectAltName = URI:mcc://00112233445566778899aabbccddeeff/node/cellar",
        CertificateProfile.PERMISSIONS + " = ASN1:SEQUENCE:permissions",
        CertificateProfile.ID_SALT + " = ASN1:FORMAT:HEX,OCTETSTRING:" + "00".repeat(16),
        "[permissions]",
        "one = UTF8:route",
        "two = UTF8:service.use:web-*",
        "");
  }

  private static String pem(byte[] der) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END CERTIFICATE-----\n";
  }

  private String openssl(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "openssl";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process = null;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "no openssl on this machine: skipped");
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
