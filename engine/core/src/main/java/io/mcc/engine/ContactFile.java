package io.mcc.engine;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.command.Outcome;
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
 * The contacts that a node knew and where a stranger reached it, on disk: the file {@code contacts}
 * of the data folder. It may be lost at any time; a node that finds none, or one that isn't sound
 * or its own, just takes longer to come back. Replaced as a whole, never changed. Used by one
 * thread at a time.
 *
 * <p>Layout, little endian: {@code "MCCCONT\0"}, version u32, network id 16, node id 32, epoch
 * milliseconds of the reaching i64 (0: never) and its endpoint 18 as on the wire (0: none), length
 * of the contacts u32, the contacts as on the wire one after the other, CRC-32C of all before u32.
 * Version 1, which is still read, lacks the reaching.
 */
final class ContactFile {
  private static final Logger LOG = LoggerFactory.getLogger(ContactFile.class);
  private static final String FILE_NAME = "contacts";
  private static final String PART_NAME = "contacts.part";
  private static final byte[] MAGIC = "MCCCONT\0".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 2;
  private static final int VERSION_WITHOUT_REACH = 1;
  private static final int NETWORK_ID_LENGTH = 16;
  private static final int HEAD_LENGTH =
      MAGIC.length + Integer.BYTES + NETWORK_ID_LENGTH + Id.LENGTH;
  private static final int REACH_LENGTH = Long.BYTES + Endpoint.LENGTH_IPV6;

  /** 256 of the longest contacts. */
  private static final int CONTACTS_LENGTH_MAX = 256 * Contact.LENGTH_MAX;

  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;
  private final FolderBinding binding;

  /**
   * What the file holds.
   *
   * @param contacts the most useful first
   * @param reachedAt null where no stranger has reached the node
   */
  record Content(List<Contact> contacts, Outcome.ReachedAt reachedAt) {
    static final Content NONE = new Content(List.of(), null);
  }

  /**
   * @param binding whose contacts they are
   */
  ContactFile(Path folder, FolderBinding binding) {
    this.folder = folder;
    this.binding = binding;
  }

  private byte[] head(int version) {
    return buffer(HEAD_LENGTH)
        .put(MAGIC)
        .putInt(version)
        .put(binding.networkId())
        .put(binding.nodeId())
        .array();
  }

  private static ByteBuffer buffer(int length) {
    return buffer(new byte[length]);
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What is known; nothing where the file is missing, not sound or foreign. */
  Content read() {
    try {
      Content content = decode(readBounded());
      if (content == null) {
        LOG.warn(
            "{} is damaged or another node's: it is left out and written anew",
            folder.resolve(FILE_NAME));
        return Content.NONE;
      }
      return content;
    } catch (NoSuchFileException e) {
      return Content.NONE;
    } catch (IOException e) {
      LOG.warn("{} can't be read ({}): it is left out", folder.resolve(FILE_NAME), e.getMessage());
      return Content.NONE;
    }
  }

  private byte[] readBounded() throws IOException {
    try (FileChannel channel =
        FileChannel.open(folder.resolve(FILE_NAME), StandardOpenOption.READ)) {
      int lengthMax = HEAD_LENGTH + REACH_LENGTH + CONTACTS_LENGTH_MAX + 2 * Integer.BYTES;
      ByteBuffer bytes = buffer((int) Math.min(lengthMax, channel.size()));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // A regular file ends the loop.
      }
      return Arrays.copyOf(bytes.array(), bytes.position());
    }
  }

  private Content decode(byte[] file) {
    int end = file.length - Integer.BYTES;
    if (end < HEAD_LENGTH || buffer(file).getInt(end) != checksum(file, end)) {
      return null;
    }
    ByteBuffer bytes = buffer(file).limit(end).position(HEAD_LENGTH);
    if (isHead(file, VERSION_WITHOUT_REACH)) {
      return decodeContacts(bytes, null);
    }
    if (!isHead(file, VERSION) || bytes.remaining() < REACH_LENGTH) {
      return null;
    }
    long reachedMs = bytes.getLong();
    Endpoint endpoint = new Endpoint().read6(new UnsafeBuffer(file), bytes.position());
    bytes.position(HEAD_LENGTH + REACH_LENGTH);
    if (reachedMs == 0 && endpoint.equals(new Endpoint())) {
      return decodeContacts(bytes, null);
    }
    boolean isPossible = reachedMs > 0 && endpoint.isContactable() && !endpoint.isLocal();
    return isPossible
        ? decodeContacts(bytes, new Outcome.ReachedAt(endpoint.text(), reachedMs))
        : null;
  }

  private boolean isHead(byte[] file, int version) {
    return Arrays.equals(file, 0, HEAD_LENGTH, head(version), 0, HEAD_LENGTH);
  }

  private static Content decodeContacts(ByteBuffer file, Outcome.ReachedAt reachedAt) {
    if (file.remaining() < Integer.BYTES || file.getInt() != file.remaining()) {
      return null;
    }
    UnsafeBuffer bytes = new UnsafeBuffer(file.array());
    List<Contact> contacts = new ArrayList<>();
    int position = file.position();
    while (position < file.limit()) {
      Contact contact = new Contact();
      int length = contact.read(bytes, position, file.limit());
      if (length == Contact.MALFORMED) {
        return null;
      }
      contacts.add(contact);
      position += length;
    }
    return new Content(contacts, reachedAt);
  }

  private static int checksum(byte[] file, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(file, 0, length);
    return (int) checksum.getValue();
  }

  /** Replaces the file; what was there before is there until this is safe. */
  void write(Outcome.KnownContacts known) throws IOException {
    byte[] contacts = known.contacts();
    ByteBuffer file =
        buffer(HEAD_LENGTH + REACH_LENGTH + contacts.length + 2 * Integer.BYTES)
            .put(head(VERSION))
            .put(encoded(known.reachedAt()))
            .putInt(contacts.length)
            .put(contacts);
    file.putInt(checksum(file.array(), file.position())).flip();
    replace(file);
  }

  private static byte[] encoded(Outcome.ReachedAt reachedAt) {
    ByteBuffer bytes = buffer(REACH_LENGTH);
    if (reachedAt != null) {
      bytes.putLong(reachedAt.epochMs());
      Endpoint.parse(reachedAt.address()).write6(new UnsafeBuffer(bytes.array()), Long.BYTES);
    }
    return bytes.array();
  }

  private void replace(ByteBuffer file) throws IOException {
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
