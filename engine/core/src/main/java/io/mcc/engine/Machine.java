package io.mcc.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What there is for an engine to use, as far as it is known when it starts.
 *
 * @param heapBytes that the JVM may use for objects, as {@code -Xmx} or the JVM decides
 * @param memory that the process may use
 * @param diskBytes free where the data folder is, and what the journal has there already
 */
record Machine(long heapBytes, MemoryCeiling memory, long diskBytes) {
  /** Looks at this one. */
  static Machine look(Path dataFolder, Path journalFolder) {
    long diskBytes = freeBytes(dataFolder.toAbsolutePath()) + bytesIn(journalFolder);
    return new Machine(
        Runtime.getRuntime().maxMemory(),
        MemoryCeiling.read(),
        diskBytes < 0 ? Long.MAX_VALUE : diskBytes);
  }

  /** Of the folder, or of the nearest one above it that is there. */
  private static long freeBytes(Path folder) {
    try {
      return Files.exists(folder) || folder.getParent() == null
          ? Files.getFileStore(folder).getUsableSpace()
          : freeBytes(folder.getParent());
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  private static long bytesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
