package io.mcc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.record.journal.FolderBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactFileTest {
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

  private static byte[] encoded(List<Contact> contacts) {
    UnsafeBuffer bytes = new UnsafeBuffer(new byte[contacts.size() * Contact.LENGTH_MAX]);
    int length = 0;
    for (Contact contact : contacts) {
      length += contact.write(bytes, length);
    }
    return Arrays.copyOf(bytes.byteArray(), length);
  }

  @Test
  void shouldReadWhatWasWrittenLast() throws IOException {
    file(1, 1).write(encoded(contacts().subList(0, 1)));
    file(1, 1).write(encoded(contacts()));

    assertThat(file(1, 1).read()).isEqualTo(contacts());
    Path path = folder.resolve("contacts");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void shouldKnowNobodyWithoutAFile() {
    assertThat(file(1, 1).read()).isEmpty();
  }

  @Test
  void shouldIgnoreTheFileOfAnotherNodeOrNetwork() throws IOException {
    file(1, 1).write(encoded(contacts()));

    assertThat(file(2, 1).read()).isEmpty();
    assertThat(file(1, 2).read()).isEmpty();
  }

  // threat 32
  @Test
  void shouldIgnoreEveryCutAndEveryFlip() throws IOException {
    file(1, 1).write(encoded(contacts()));
    Path path = folder.resolve("contacts");
    byte[] sound = Files.readAllBytes(path);
    for (int length = 0; length < sound.length; length++) {
      Files.write(path, Arrays.copyOf(sound, length));
      assertThat(file(1, 1).read()).as("cut to %d bytes", length).isEmpty();
    }
    for (int bit = 0; bit < sound.length * Byte.SIZE; bit++) {
      byte[] flipped = sound.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(path, flipped);
      assertThat(file(1, 1).read()).as("bit %d flipped", bit).isEmpty();
    }
    Files.write(path, Arrays.copyOf(sound, 1 << 20));
    assertThat(file(1, 1).read()).as("too long").isEmpty();
  }
}
