package io.mcc.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file in the data folder that tells the verbs where the node's REST interface is. Written by
 * the node once it listens, removed when it stops in order.
 */
public final class ApiFile {
  private static final int LENGTH_MAX = 256;

  private final Path path;

  public ApiFile(Path dataFolder) {
    path = dataFolder.resolve("api");
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Writes the address in one step, so that no reader finds half of it. */
  public void write(String address) throws IOException {
    Path draft = path.resolveSibling("api.new");
    Files.writeString(draft, address + "\n");
    Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The address of the node that runs on the folder, or was killed there; null without one. */
  public String read() {
    try {
      if (!Files.isRegularFile(path) || Files.size(path) > LENGTH_MAX) {
        return null;
      }
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw CommandException.failed(
          "can't read " + path + " (" + Reasons.of(e) + "): give the node's address by -http");
    }
  }

  /** Removes it; it doesn't matter if it isn't there any more. */
  public void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The next node on the folder writes it anew; until then verbs find nobody at the address.
    }
  }
}
