package io.mcc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.record.journal.FolderBinding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactFileTest {
  private static final Outcome.ReachedAt REACHED_AT =
      new Outcome.ReachedAt("192.0.2.7:9376", 1_800_000_000_000L);

  @TempDir Path folder;

  private final byte[] nodeId = new byte[32];

  private ContactFile file(int network, int node) {
    byte[] networkId = new byte[16];
    Arrays.fill(networkId, (byte) network);
    Arrays.fill(nodeId, (byte) node);
    return new ContactFile(folder, new FolderBinding(networkId, nodeId));
  }

  private static List<Contact> contacts() {
    Contact first = new Contact();
    first.id.set(1, 2, 3, 4);
    first.ipv4.set(Endpoint.parse("192.0.2.1:9376"));
    Contact second = new Contact();
    second.id.set(5, 6, 7, 8);
    second.ipv4.set(Endpoint.parse("192.0.2.2:9377"));
    second.ipv6.set(Endpoint.parse("[2001:db8::2]:9378"));
    return List.of(first, second);
  }

  private static Outcome.KnownContacts known(List<Contact> contacts, Outcome.ReachedAt reachedAt) {
    UnsafeBuffer bytes = new UnsafeBuffer(new byte[contacts.size() * Contact.LENGTH_MAX]);
    int length = 0;
    for (Contact contact : contacts) {
      length += contact.write(bytes, length);
    }
    return new Outcome.KnownContacts(Arrays.copyOf(bytes.byteArray(), length), reachedAt);
  }

  @Test
  void shouldReadWhatWasWrittenLast() throws IOException {
    file(1, 1).write(known(contacts().subList(0, 1), null));
    file(1, 1).write(known(contacts(), REACHED_AT));

    assertThat(file(1, 1).read()).isEqualTo(new ContactFile.Content(contacts(), REACHED_AT));
    Path path = folder.resolve("contacts");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void shouldTellThatNoStrangerHasComeYet() throws IOException {
    file(1, 1).write(known(contacts(), null));

    assertThat(file(1, 1).read()).isEqualTo(new ContactFile.Content(contacts(), null));
  }

  @Test
  void shouldReadTheFirstVersionWhichDoesNotSayWhereTheNodeWasReached() throws IOException {
    byte[] contacts = known(contacts(), null).contacts();
    Files.write(folder.resolve("contacts"), checked(head(1).putInt(contacts.length).put(contacts)));

    assertThat(file(1, 1).read()).isEqualTo(new ContactFile.Content(contacts(), null));
  }

  private static ByteBuffer head(int version) {
    byte[] network = new byte[16];
    Arrays.fill(network, (byte) 1);
    byte[] node = new byte[32];
    Arrays.fill(node, (byte) 1);
    return ByteBuffer.allocate(1_000)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("MCCCONT\0".getBytes(StandardCharsets.US_ASCII))
        .putInt(version)
        .put(network)
        .put(node);
  }

  private static byte[] checked(ByteBuffer file) {
    CRC32C checksum = new CRC32C();
    checksum.update(file.array(), 0, file.position());
    file.putInt((int) checksum.getValue());
    return Arrays.copyOf(file.array(), file.position());
  }

  // threat 32
  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
    "0, 192.0.2.7:9376",
    "-1, 192.0.2.7:9376",
    "1800000000000, 192.0.2.7:0",
    "1800000000000, 127.0.0.1:9376",
    "1800000000000, 10.0.0.1:9376",
    "1800000000000, 224.0.0.1:9376",
    "1800000000000, '[fe80::1]:9376'",
  })
  void shouldIgnoreAFileThatCanNotBeTrueThoughItsChecksumIsRight(long epochMs, String address)
      throws IOException {
    UnsafeBuffer endpoint = new UnsafeBuffer(new byte[Endpoint.LENGTH_IPV6]);
    int colon = address.lastIndexOf(':');
    Endpoint parsed = Endpoint.parse(address.substring(0, colon) + ":1");
    int port = Integer.parseInt(address.substring(colon + 1));
    new Endpoint().set(parsed.high(), parsed.low(), port).write6(endpoint, 0);
    ByteBuffer file = head(2).putLong(epochMs).put(endpoint.byteArray()).putInt(0);
    Files.write(folder.resolve("contacts"), checked(file));

    assertThat(file(1, 1).read()).isEqualTo(ContactFile.Content.NONE);
  }

  // threat 32
  @ParameterizedTest
  @ValueSource(ints = {0, 3, -1, Integer.MAX_VALUE})
  void shouldIgnoreAVersionThatItDoesNotKnow(int version) throws IOException {
    ByteBuffer file = head(version).putLong(0).put(new byte[Endpoint.LENGTH_IPV6]).putInt(0);
    Files.write(folder.resolve("contacts"), checked(file));

    assertThat(file(1, 1).read()).isEqualTo(ContactFile.Content.NONE);
  }

  @Test
  void shouldKnowNobodyWithoutAFile() {
    assertThat(file(1, 1).read()).isEqualTo(ContactFile.Content.NONE);
  }

  @Test
  void shouldIgnoreTheFileOfAnotherNodeOrNetwork() throws IOException {
    file(1, 1).write(known(contacts(), REACHED_AT));

    assertThat(file(2, 1).read()).isEqualTo(ContactFile.Content.NONE);
    assertThat(file(1, 2).read()).isEqualTo(ContactFile.Content.NONE);
  }

  // threat 32
  @Test
  void shouldIgnoreEveryCutAndEveryFlip() throws IOException {
    file(1, 1).write(known(contacts(), REACHED_AT));
    Path path = folder.resolve("contacts");
    byte[] sound = Files.readAllBytes(path);
    for (int length = 0; length < sound.length; length++) {
      Files.write(path, Arrays.copyOf(sound, length));
      assertNothingIsRead("cut to %d bytes".formatted(length));
    }
    for (int bit = 0; bit < sound.length * Byte.SIZE; bit++) {
      byte[] flipped = sound.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(path, flipped);
      assertNothingIsRead("bit %d flipped".formatted(bit));
    }
    Files.write(path, Arrays.copyOf(sound, 1 << 20));
    assertNothingIsRead("too long");
  }

  private void assertNothingIsRead(String damage) {
    assertThat(file(1, 1).read()).as(damage).isEqualTo(ContactFile.Content.NONE);
  }
}
