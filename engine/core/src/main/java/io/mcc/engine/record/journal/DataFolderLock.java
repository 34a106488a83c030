package io.mcc.engine.record.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a data folder for one process: an exclusive lock on its file {@code lock}, which holds the
 * process id. The operating system takes the lock away with the process, however that ends.
 */
public final class DataFolderLock implements AutoCloseable {
  private static final String FILE_NAME = "lock";

  /**
   * The folders this process holds. A second channel to a locked file would release the lock when
   * it is closed (fcntl), so that it mustn't even be opened.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private DataFolderLock(final Path folder, final FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes a folder at once or not at all; creates it, for its owner alone, where it doesn't exist.
   *
   * @throws DataFolderException where another process has it, or where it can't be written
   */
  public static DataFolderLock acquire(final Path dataFolder) throws DataFolderException {
    try {
      JournalFolder.createFolder(dataFolder);
      final Path folder = dataFolder.toRealPath();
      if (!HELD.add(folder)) {
        throw inUse(dataFolder, ProcessHandle.current().pid() + "");
      }
      try {
        return lock(dataFolder, folder);
      } catch (final IOException | RuntimeException refused) {
        HELD.remove(folder);
        throw refused;
      }
    } catch (final DataFolderException inUse) {
      throw inUse;
    } catch (final IOException refused) {
      if (Files.isRegularFile(dataFolder)) {
        throw new DataFolderException(
            "Data folder " + dataFolder + " is a file: choose a folder, or a name that is free.",
            refused);
      }
      throw new DataFolderException(
          "Data folder "
              + dataFolder
              + " can't be written ("
              + refused.getMessage()
              + ")"
              + ": make it writable, or choose another one.",
          refused);
    }
  }

  private static DataFolderLock lock(final Path dataFolder, final Path folder) throws IOException {
    final Path file = folder.resolve(FILE_NAME);
    final FileChannel channel =
        FileChannel.open(file, Set.of(CREATE, READ, WRITE), JournalFolder.fileMode());
    final FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw inUse(dataFolder, Files.readString(file).strip());
    }
    final byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid), 0);
    return new DataFolderLock(folder, channel);
  }

  private static DataFolderException inUse(final Path dataFolder, final String pid) {
    return new DataFolderException(
        "Data folder "
            + dataFolder
            + " is in use by process "
            + pid
            + ": stop that one, or choose another folder.");
  }

  /** Gives the folder back. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (final IOException ignored) {
      // The lock goes with the process at the latest.
    }
    HELD.remove(folder);
  }
}
