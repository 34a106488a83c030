package io.mcc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumKeyAgreement;
import io.mcc.engine.crypto.sodium.SodiumRandom;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import io.mcc.engine.identity.IdentityException;
import io.mcc.engine.identity.NodeIdentity;
import io.mcc.engine.record.journal.FolderBinding;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes in the files that a node reads at its start: its key, its certificate, the contacts of
 * its last life. Taken, or refused in a sentence without a part of the key; no file is changed by
 * it. The first byte says which file the others are, and whether a checksum is made right.
 */
// threat 48
class NodeFilesFuzzTest {
  private static final long NOW_MS = 1_800_000_000_000L;
  private static final FolderBinding BINDING = new FolderBinding(new byte[16], new byte[32]);
  private static final int SECRET_LENGTH = 12;

  @TempDir private static Path folder;

  private static final Sodium SODIUM = Sodium.load();
  private static final NodeIdentity IDENTITIES =
      new NodeIdentity(
          new SodiumSignatures(SODIUM),
          new SodiumKeyAgreement(SODIUM),
          new SodiumDigest(SODIUM),
          new SodiumRandom(SODIUM),
          () -> NOW_MS);

  private static byte[] goodKey;
  private static byte[] goodCertificate;
  private static long inputCount;
  private static long loadedCount;
  private static long refusedCount;
  private static long contactCount;
  private static long noContactsCount;

  @BeforeAll
  static void makeAnIdentity() throws IOException {
    if (goodKey == null) {
      Path made = Files.createTempDirectory("identity");
      IDENTITIES.loadOrCreate(made, "fuzz").close();
      goodKey = Files.readAllBytes(made.resolve(NodeIdentity.KEY_FILE_NAME));
      goodCertificate = Files.readAllBytes(made.resolve(NodeIdentity.CERTIFICATE_FILE_NAME));
      Files.delete(made.resolve(NodeIdentity.KEY_FILE_NAME));
      Files.delete(made.resolve(NodeIdentity.CERTIFICATE_FILE_NAME));
      Files.delete(made);
    }
  }

  static Stream<byte[]> seeds() throws IOException {
    makeAnIdentity();
    byte[] pem =
        ("-----BEGIN PRIVATE KEY-----\n" + text(goodKey) + "-----END PRIVATE KEY-----\n")
            .getBytes();
    byte[] crt =
        ("-----BEGIN CERTIFICATE-----\n" + text(goodCertificate) + "-----END CERTIFICATE-----\n")
            .getBytes();
    return Stream.of(
        seed(0, goodKey),
        seed(0, pem),
        seed(1, goodCertificate),
        seed(1, crt),
        seed(1, Arrays.copyOf(goodCertificate, 100)),
        seed(2, contacts()),
        seed(3, contacts()),
        seed(3, Arrays.copyOf(contacts(), 70)));
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.US_ASCII);
  }

  private static byte[] seed(int which, byte[] file) {
    byte[] seed = new byte[1 + file.length];
    seed[0] = (byte) which;
    System.arraycopy(file, 0, seed, 1, file.length);
    return seed;
  }

  private static byte[] contacts() throws IOException {
    Contact contact = new Contact();
    contact.id.set(1, 2, 3, 4);
    contact.ipv4.set(Endpoint.parse("192.0.2.1:9376"));
    contact.ipv6.set(Endpoint.parse("[2001:db8::2]:9378"));
    UnsafeBuffer bytes = new UnsafeBuffer(new byte[2 * Contact.LENGTH_MAX]);
    int length = contact.write(bytes, 0);
    contact.ipv6.clear();
    length += contact.write(bytes, length);
    new ContactFile(folder, BINDING)
        .write(
            new Outcome.KnownContacts(
                Arrays.copyOf(bytes.byteArray(), length),
                new Outcome.ReachedAt("192.0.2.7:9376", 1_800_000_000_000L)));
    return Files.readAllBytes(folder.resolve("contacts"));
  }

  @MethodSource("seeds")
  @FuzzTest
  void shouldTakeOrRefuseAnyFile(byte[] input) throws IOException {
    inputCount++;
    if (input.length == 0) {
      return;
    }
    byte[] file = Arrays.copyOfRange(input, 1, input.length);
    switch (input[0] & 3) {
      case 0 -> load(file, goodCertificate);
      case 1 -> load(goodKey, file);
      default -> read(file, (input[0] & 1) != 0);
    }
  }

  private static void load(byte[] key, byte[] certificate) throws IOException {
    Path keyFile = write(NodeIdentity.KEY_FILE_NAME, key);
    Path certificateFile = write(NodeIdentity.CERTIFICATE_FILE_NAME, certificate);
    try (LocalIdentity identity = IDENTITIES.loadOrCreate(folder, null)) {
      assertThat(identity.nodeId().isZero()).isFalse();
      loadedCount++;
    } catch (IdentityException e) {
      refusedCount++;
      String text = new String(key, StandardCharsets.ISO_8859_1);
      for (int at = 0; at + SECRET_LENGTH <= text.length(); at++) {
        assertThat(e.getMessage()).doesNotContain(text.substring(at, at + SECRET_LENGTH));
      }
    }
    assertThat(Files.readAllBytes(keyFile)).isEqualTo(key);
    assertThat(Files.readAllBytes(certificateFile)).isEqualTo(certificate);
  }

  private static Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static void read(byte[] file, boolean makesChecksum) throws IOException {
    int end = file.length - Integer.BYTES;
    if (makesChecksum && end >= 0) {
      CRC32C checksum = new CRC32C();
      checksum.update(file, 0, end);
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(end, (int) checksum.getValue());
    }
    write("contacts", file);
    ContactFile.Content content = new ContactFile(folder, BINDING).read();
    assertThat(content.reachedAt() == null || content.reachedAt().epochMs() > 0).isTrue();
    List<Contact> contacts = content.contacts();
    contactCount += contacts.size();
    noContactsCount += contacts.isEmpty() ? 1 : 0;
    UnsafeBuffer bytes = new UnsafeBuffer(new byte[Contact.LENGTH_MAX]);
    for (Contact contact : contacts) {
      int length = contact.write(bytes, 0);
      Contact again = new Contact();
      assertThat(again.read(bytes, 0, length)).isEqualTo(length);
      assertThat(again).isEqualTo(contact);
    }
  }

  /** Or the target would be one that returns early. */
  @AfterAll
  static void shouldHaveTakenAndRefused() throws Exception {
    File inputs =
        new File(
            NodeFilesFuzzTest.class
                .getResource("NodeFilesFuzzTestInputs/shouldTakeOrRefuseAnyFile")
                .toURI());
    assertThat(inputCount).isGreaterThan(8 + inputs.list().length);
    assertThat(List.of(loadedCount, refusedCount, contactCount, noContactsCount))
        .doesNotContain(0L);
  }
}
