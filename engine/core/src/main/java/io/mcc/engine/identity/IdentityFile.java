package io.mcc.engine.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of one line of base64, or of PEM (RFC 7468). What passes through here may be a key, so
 * every copy is wiped and no text is made of it. Used at the start, by one thread.
 */
final class IdentityFile {
  private static final int LENGTH_MAX = 16 * 1_024;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final Set<PosixFilePermission> GROUP =
      PosixFilePermissions.fromString("---rwx---");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("------rwx");
  private static final Logger LOG = LoggerFactory.getLogger(IdentityFile.class);

  private final Path path;
  private final String pemType;

  /**
   * @param pemType what stands after BEGIN in PEM
   */
  IdentityFile(Path path, String pemType) {
    this.path = path;
    this.pemType = pemType;
  }

  boolean exists() {
    return Files.exists(path);
  }

  Path path() {
    return path;
  }

  /**
   * Throws where everybody could read or write the file: it may have been read. What a group may do
   * is taken back: volume managers (Kubernetes with {@code fsGroup}) give it at each mount.
   */
  void requireOwnerOnly() {
    if (!isPosix()) {
      return;
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      if (permissions.stream().anyMatch(OTHERS::contains)) {
        throw new IdentityException(
            path + " is open to others than its owner: run chmod 600 " + path);
      }
      if (permissions.stream().anyMatch(GROUP::contains)) {
        closeToGroup();
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void closeToGroup() {
    try {
      Files.setPosixFilePermissions(path, OWNER_ONLY);
      LOG.warn("{} was open to its group and is its owner's alone again (chmod 600)", path);
    } catch (IOException e) {
      throw new IdentityException(
          path + " is open to its group, and is not ours to close: run chmod 600 " + path, e);
    }
  }

  /** The bytes in the file, for the caller to wipe. */
  byte[] read() {
    byte[] text = null;
    byte[] base64 = null;
    try {
      if (Files.size(path) > LENGTH_MAX) {
        throw new IdentityException(path + " is too long for what it should hold");
      }
      text = Files.readAllBytes(path);
      base64 = base64(text);
      return Base64.getDecoder().decode(base64);
    } catch (IOException e) {
      throw unreadable(e);
    } catch (IllegalArgumentException e) {
      // The cause names characters of the file, so it is left out.
      throw new IdentityException(path + " holds neither one line of base64 nor PEM");
    } finally {
      wipe(text);
      wipe(base64);
    }
  }

  /** The characters of base64 in a text, without its line ends and its PEM frame. */
  private byte[] base64(byte[] text) {
    int from = after(text, 0, "-----BEGIN " + pemType + "-----");
    int to = text.length;
    if (from < 0) {
      from = 0;
    } else {
      String end = "-----END " + pemType + "-----";
      to = after(text, from, end) - end.length();
    }
    byte[] kept = new byte[Math.max(to - from, 0)];
    int length = 0;
    for (int index = from; index < to; index++) {
      if (text[index] > ' ') {
        kept[length++] = text[index];
      }
    }
    byte[] base64 = Arrays.copyOf(kept, length);
    wipe(kept);
    return base64;
  }

  /** Where the first occurrence of a mark ends, or -1. */
  private static int after(byte[] text, int from, String mark) {
    byte[] wanted = mark.getBytes(StandardCharsets.US_ASCII);
    for (int start = from; start <= text.length - wanted.length; start++) {
      if (Arrays.equals(text, start, start + wanted.length, wanted, 0, wanted.length)) {
        return start + wanted.length;
      }
    }
    return -1;
  }

  /** Writes one line of base64 that is there as a whole or not at all, whatever happens. */
  void write(byte[] bytes) {
    byte[] line = Base64.getEncoder().encode(bytes);
    Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.deleteIfExists(unfinished);
      writeDurably(unfinished, line);
      Files.move(
          unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder();
    } catch (IOException e) {
      throw new IdentityException("can't write " + path + ": " + reason(e), e);
    } finally {
      wipe(line);
    }
  }

  private static void writeDurably(Path file, byte[] line) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    ByteBuffer content = ByteBuffer.wrap(Arrays.copyOf(line, line.length + 1));
    content.put(line.length, (byte) '\n');
    try (FileChannel channel = FileChannel.open(file, options, attributes())) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    } finally {
      wipe(content.array());
    }
  }

  private static FileAttribute<?>[] attributes() {
    return isPosix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  /** Windows has no way to sync a folder, and needs none. */
  private void syncFolder() throws IOException {
    if (isPosix()) {
      Path folder = path.toAbsolutePath().getParent();
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private IdentityException unreadable(IOException e) {
    return new IdentityException("can't read " + path + ": " + reason(e), e);
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + ", " + e.getMessage();
  }

  static void wipe(byte[] secret) {
    if (secret != null) {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
