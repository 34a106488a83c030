package io.mcc.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.engine.crypto.DirectMemory;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import io.mcc.engine.crypto.sodium.SodiumRandom;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdentityTest {
  private final Sodium sodium = Sodium.load();
  private final NodeIdentity identities =
      new NodeIdentity(
          new SodiumSignatures(sodium),
          new SodiumKeyAgreement(sodium),
          new SodiumDigest(sodium),
          new SodiumRandom(sodium),
          () -> TestCertificate.NOW_MS);

  @TempDir private Path folder;

  private Path key() {
    return folder.resolve("node.key");
  }

  private Path certificate() {
    return folder.resolve("node.crt");
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> identities.loadOrCreate(folder, null))
        .isInstanceOf(IdentityException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void shouldKeepTheIdentityItMade() throws IOException {
    Path data = folder.resolve("new/data");
    String id;
    String label;
    try (LocalIdentity made = identities.loadOrCreate(data, null)) {
      id = made.nodeId().text();
      label = made.label();
      assertThat(label).matches("node-[a-z2-7]{6}");
      assertThat(made.certificatePath().capacity()).isLessThanOrEqualTo(880);
    }
    try (LocalIdentity loaded = identities.loadOrCreate(data, "other")) {
      assertThat(loaded.nodeId().text()).isEqualTo(id);
      assertThat(loaded.label()).isEqualTo(label);
    }
    try (LocalIdentity named =
        identities.load(data.resolve("node.crt"), data.resolve("node.key"))) {
      assertThat(named.nodeId().text()).isEqualTo(id);
    }
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("node.key", "node.crt");
    }
  }

  @Test
  void shouldMakeADifferentIdentityInEveryFolder() {
    try (LocalIdentity one = identities.loadOrCreate(folder.resolve("1"), "x");
        LocalIdentity two = identities.loadOrCreate(folder.resolve("2"), "x")) {
      assertThat(one.nodeId()).isNotEqualTo(two.nodeId());
    }
  }

  @Test
  void shouldTakeTheLabelOfTheFirstStart() {
    try (LocalIdentity identity = identities.loadOrCreate(folder, "My K\u00dcCHE!")) {
      assertThat(identity.label()).isEqualTo("myk\u00fcche");
    }
    assertThatThrownBy(() -> identities.loadOrCreate(folder.resolve("x"), "!"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void shouldNameTheOpenNetwork() {
    // BLAKE2b-128 of "mcc-open": printf mcc-open | b2sum -l 128
    assertThat(HexFormat.of().formatHex(NodeIdentity.openNetworkId(new SodiumDigest(sodium))))
        .isEqualTo("020266e9402f74b992c95a6224e5209b");
  }

  // threat 48
  @Test
  void shouldWriteOneLineThatOnlyTheOwnerCanRead() throws IOException {
    identities.loadOrCreate(folder, null).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(key())).matches("[A-Za-z0-9+/=]+\n");
    assertThat(Files.readString(certificate())).matches("[A-Za-z0-9+/=]+\n");
  }

  /** Kubernetes with fsGroup makes it so at each mount, so a pod would start once only. */
  @Test
  void shouldTakeBackWhatAGroupMayDo() throws Exception {
    String id = nodeId();
    for (String permissions : new String[] {"rw-r-----", "rw-rw----", "rwxrwx---"}) {
      Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString(permissions));
      assertThat(nodeId()).isEqualTo(id);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
          .isEqualTo("rw-------");
    }
  }

  private String nodeId() {
    try (LocalIdentity identity = identities.loadOrCreate(folder, null)) {
      return identity.nodeId().text();
    }
  }

  // threat 48
  @Test
  void shouldRefuseAKeyFileThatOthersCanReach() throws IOException {
    identities.loadOrCreate(folder, null).close();
    for (String permissions : new String[] {"rw----r--", "rw-----w-", "rw-rw-r--", "rwxrwxrwx"}) {
      Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString(permissions));
      assertRefused("node.key", "chmod 600");
    }
    Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("r--------"));
    identities.loadOrCreate(folder, null).close();
  }

  @Test
  void shouldReadPem() throws IOException {
    String id;
    try (LocalIdentity made = identities.loadOrCreate(folder, null)) {
      id = made.nodeId().text();
    }
    toPem(key(), "PRIVATE KEY");
    toPem(certificate(), "CERTIFICATE");
    try (LocalIdentity loaded = identities.loadOrCreate(folder, null)) {
      assertThat(loaded.nodeId().text()).isEqualTo(id);
    }
  }

  private static void toPem(Path file, String type) throws IOException {
    byte[] der = Base64.getDecoder().decode(Files.readString(file).trim());
    String body =
        Base64.getMimeEncoder(64, "\r\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    String pem = "-----BEGIN " + type + "-----\r\n" + body + "\r\n-----END " + type + "-----\r\n";
    Files.writeString(file, pem);
  }

  @Test
  void shouldFinishAFirstStartThatWasCutShort() throws IOException {
    identities.loadOrCreate(folder, null).close();
    Files.delete(certificate());
    Files.writeString(folder.resolve("node.crt.unfinished"), "half");
    try (LocalIdentity identity = identities.loadOrCreate(folder, "again")) {
      assertThat(identity.label()).isEqualTo("again");
    }
    assertThat(folder.resolve("node.crt.unfinished")).doesNotExist();
  }

  @Test
  void shouldRefuseACertificateWithoutItsKey() throws IOException {
    identities.loadOrCreate(folder, null).close();
    Files.delete(key());
    assertRefused("node.crt", "no key");
  }

  @Test
  void shouldRefuseTheCertificateOfAnotherKey() throws IOException {
    identities.loadOrCreate(folder, null).close();
    identities.loadOrCreate(folder.resolve("other"), null).close();
    Files.delete(certificate());
    Files.copy(folder.resolve("other").resolve("node.crt"), certificate());
    assertRefused("node.crt", "another private key");
  }

  /** F5: a first start with a clock of 1970 or of the future once made a folder useless. */
  @ParameterizedTest
  @ValueSource(longs = {-20_000, -4_000, 3, 4_000})
  void shouldMakeAnUntimelyCertificateAnewForTheSameKeyAndLabel(long daysOff) throws IOException {
    TestCertificate untimely = new TestCertificate().label("cellar");
    untimely.uris(
        CertificateProfile.nodeUri(NodeIdentity.openNetworkId(new SodiumDigest(sodium)), "cellar"));
    long madeMs = TestCertificate.NOW_MS + TimeUnit.DAYS.toMillis(daysOff);
    untimely.notBefore = new Time(new Date(madeMs));
    untimely.notAfter = new Time(new Date(madeMs + TimeUnit.DAYS.toMillis(1)));
    Files.writeString(certificate(), Base64.getEncoder().encodeToString(untimely.der()));
    byte[] seed = HexFormat.of().parseHex("302e020100300506032b657004220420" + "07".repeat(32));
    Files.writeString(key(), Base64.getEncoder().encodeToString(seed));
    Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-------"));
    try (LocalIdentity identity = identities.loadOrCreate(folder, null)) {
      assertThat(identity.label()).isEqualTo("cellar");
      assertThat(identity.publicKey().compareTo(DirectMemory.copyOf(untimely.publicKey))).isZero();
    }
    assertThat(identities.clockDoubt()).contains(daysOff > 0 ? "not yet valid" : "expired");
    String renewed = Files.readString(certificate());
    identities.loadOrCreate(folder, null).close();
    assertThat(Files.readString(certificate())).isEqualTo(renewed);
  }

  @Test
  void shouldNameWhatIsWrongWithACertificate() throws IOException {
    identities.loadOrCreate(folder, null).close();
    TestCertificate expired = new TestCertificate();
    expired.salt(new byte[] {1});
    Files.writeString(certificate(), Base64.getEncoder().encodeToString(expired.der()));
    assertRefused("node.crt", "is for another network");
  }

  @Test
  void shouldRefuseDamagedFilesWithoutShowingThem() throws IOException {
    identities.loadOrCreate(folder, null).close();
    String secret = Files.readString(key()).trim();
    for (String damaged : new String[] {"", "*" + secret, secret.substring(4), secret + "AAAA"}) {
      Files.writeString(key(), damaged);
      assertThatThrownBy(() -> identities.loadOrCreate(folder, null))
          .isInstanceOf(IdentityException.class)
          .hasMessageContaining("node.key")
          .hasNoCause()
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(secret.substring(24, 40)));
    }
    Files.write(key(), new byte[20_000]);
    assertRefused("node.key", "too long");
  }

  // threat 48
  @Test
  void shouldNotShowAKeyAndWipeItAtTheEnd() throws IOException {
    LocalIdentity identity = identities.loadOrCreate(folder, null);
    String secret = DirectMemory.hex(identity.secretKey(), 0, 32);
    String inFile =
        HexFormat.of().formatHex(Base64.getDecoder().decode(Files.readString(key()).trim()));
    assertThat(inFile).endsWith(secret);
    assertThat(identity.toString()).doesNotContain(secret);
    identity.close();
    assertThat(DirectMemory.bytes(identity.secretKey(), 0, 64)).containsOnly(0);
    assertThat(DirectMemory.bytes(identity.staticKeys(), 0, 64)).containsOnly(0);
  }
}
