package io.mcc.engine.crypto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Test vectors that others published. They are no part of the repository: they lie in a folder
 * {@code shared/vectors} beside it, and where that is absent the test is skipped.
 */
public final class PublishedVectors {
  private PublishedVectors() {}

  /** The content of a file of vectors; skips the calling test where there is none. */
  public static JsonNode read(String fileName) throws IOException {
    Path file = find(fileName);
    assumeTrue(file != null, "no folder shared/vectors beside the repository: skipped " + fileName);
    return new ObjectMapper().readTree(file.toFile());
  }

  private static Path find(String fileName) {
    Path folder = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    while (folder != null) {
      Path file = folder.resolve("shared").resolve("vectors").resolve(fileName);
      if (Files.isReadable(file)) {
        return file;
      }
      folder = folder.getParent();
    }
    return null;
  }
}
