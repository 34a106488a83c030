package io.mcc.http.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is served of the program's own file, in memory once it was asked for: the file may be
 * overwritten while the node runs. As many entries as there are files. Any thread.
 */
final class ServedFiles {
  private static final Map<String, byte[]> CONTENTS = new ConcurrentHashMap<>();

  private ServedFiles() {}

  /** The bytes of a file, not to be changed. */
  static byte[] bytes(String resource) {
    return CONTENTS.computeIfAbsent(resource, ServedFiles::read);
  }

  private static byte[] read(String resource) {
    try (InputStream input = ServedFiles.class.getResourceAsStream(resource)) {
      if (input == null) {
        throw new IllegalStateException("missing in the program: " + resource);
      }
      return input.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
