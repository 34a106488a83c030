package io.mcc.engine.crypto.sodium;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes the folders that starts which were killed while they unpacked libraries have left in the
 * temp folder: of this user, with a name of ours, and so old that nobody unpacks there any more. No
 * state.
 */
final class StaleFolders {
  static final String PREFIX = "mcc-native-";

  /** Unpacking takes well under a second, and the folder is of no use once it is over. */
  static final Duration AGE_MIN = Duration.ofMinutes(10);

  private StaleFolders() {}

  /**
   * Deletes what can be deleted; what can't is not worth a failed start.
   *
   * @param own a folder of this user beside them, which stays
   */
  static void deleteBeside(Path own) {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(own.toAbsolutePath().getParent(), PREFIX + "*")) {
      for (Path folder : folders) {
        if (isStale(folder, own)) {
          delete(folder);
        }
      }
    } catch (IOException | RuntimeException unreadable) {
      // Somebody else's temp folder may well be closed to us: then nothing of ours lies there.
    }
  }

  private static boolean isStale(Path folder, Path own) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))
        && madeAt(folder).isBefore(madeAt(own).minus(AGE_MIN));
  }

  /**
   * By the clock of the file system: this process may see another one, and would delete its own.
   */
  private static Instant madeAt(Path folder) throws IOException {
    return Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  /** Files, and then the folder: it holds no folders. */
  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
