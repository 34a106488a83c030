package io.mcc.engine;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.record.journal.FolderBinding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contacts that a node knew, on disk: the file {@code contacts} of the data folder. It may be
 * lost at any time; a node that finds none, or one that isn't sound or its own, just takes longer
 * to come back. Replaced as a whole, never changed. Used by one thread at a time.
 *
 * <p>Layout, little endian: {@code "MCCCONT\0"}, version u32, network id 16, node id 32, length of
 * the contacts u32, the contacts as on the wire one after the other, CRC-32C of all before u32.
 */
final class ContactFile {
  private static final Logger LOG = LoggerFactory.getLogger(ContactFile.class);
  private static final String FILE_NAME = "contacts";
  private static final String PART_NAME = "contacts.part";
  private static final byte[] MAGIC = "MCCCONT\0".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int NETWORK_ID_LENGTH = 16;
  private static final int HEADER_LENGTH =
      MAGIC.length + Integer.BYTES + NETWORK_ID_LENGTH + Id.LENGTH + Integer.BYTES;

  /** 256 of the longest contacts. */
  private static final int CONTACTS_LENGTH_MAX = 256 * Contact.LENGTH_MAX;

  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;
  private final byte[] head;

  /**
   * @param binding whose contacts they are
   */
  ContactFile(Path folder, FolderBinding binding) {
    this.folder = folder;
    head =
        buffer(HEADER_LENGTH - Integer.BYTES)
            .put(MAGIC)
            .putInt(VERSION)
            .put(binding.networkId())
            .put(binding.nodeId())
            .array();
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The contacts, the most useful first; none where the file is missing, not sound or foreign. */
  List<Contact> read() {
    try {
      List<Contact> contacts = decode(readBounded());
      if (contacts == null) {
        LOG.warn(
            "{} is damaged or another node's: it is left out and written anew",
            folder.resolve(FILE_NAME));
        return List.of();
      }
      return contacts;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      LOG.warn("{} can't be read ({}): it is left out", folder.resolve(FILE_NAME), e.getMessage());
      return List.of();
    }
  }

  private byte[] readBounded() throws IOException {
    try (FileChannel channel =
        FileChannel.open(folder.resolve(FILE_NAME), StandardOpenOption.READ)) {
      int lengthMax = HEADER_LENGTH + CONTACTS_LENGTH_MAX + Integer.BYTES;
      ByteBuffer bytes = buffer((int) Math.min(lengthMax, channel.size()));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // A regular file ends the loop.
      }
      return Arrays.copyOf(bytes.array(), bytes.position());
    }
  }

  private List<Contact> decode(byte[] file) {
    int contactsLength = file.length - HEADER_LENGTH - Integer.BYTES;
    boolean isOwn =
        contactsLength >= 0
            && Arrays.equals(file, 0, head.length, head, 0, head.length)
            && ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(head.length)
                == contactsLength;
    int end = HEADER_LENGTH + Math.max(0, contactsLength);
    if (!isOwn
        || ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end)
            != checksum(file, end)) {
      return null;
    }
    UnsafeBuffer bytes = new UnsafeBuffer(file);
    List<Contact> contacts = new ArrayList<>();
    int position = HEADER_LENGTH;
    while (position < end) {
      Contact contact = new Contact();
      int length = contact.read(bytes, position, end);
      if (length == Contact.MALFORMED) {
        return null;
      }
      contacts.add(contact);
      position += length;
    }
    return contacts;
  }

  private static int checksum(byte[] file, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(file, 0, length);
    return (int) checksum.getValue();
  }

  /** Replaces the file; what was there before is there until this is safe. */
  void write(byte[] contacts) throws IOException {
    ByteBuffer file = buffer(HEADER_LENGTH + contacts.length + Integer.BYTES);
    file.put(head).putInt(contacts.length).put(contacts);
    file.putInt(checksum(file.array(), file.position())).flip();
    Path part = folder.resolve(PART_NAME);
    Files.deleteIfExists(part);
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(part, options, FILE_MODE)) {
      while (file.hasRemaining()) {
        channel.write(file);
      }
      channel.force(true);
    }
    Files.move(part, folder.resolve(FILE_NAME), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
