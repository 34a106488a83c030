package io.mcc.tools.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A control group of its own that gives those in it so much memory: what a small machine is like.
 */
final class MemoryGroup implements AutoCloseable {
  private static final Path FIRST = Path.of("/sys/fs/cgroup/memory");
  private static final Path SECOND = Path.of("/sys/fs/cgroup");

  private final Path folder;

  private MemoryGroup(Path folder) {
    this.folder = folder;
  }

  /** Makes one; nothing where this machine or this user can't. */
  static Optional<MemoryGroup> make(long bytes) {
    return Stream.of(FIRST, SECOND).flatMap(top -> make(top, bytes).stream()).findFirst();
  }

  private static Optional<MemoryGroup> make(Path top, long bytes) {
    MemoryGroup group = new MemoryGroup(top.resolve("mcc-test-" + UUID.randomUUID()));
    String limit = top.equals(FIRST) ? "memory.limit_in_bytes" : "memory.max";
    try {
      Files.createDirectory(group.folder);
      if (Files.exists(group.folder.resolve(limit))) {
        Files.writeString(group.folder.resolve(limit), Long.toString(bytes));
        return Optional.of(group);
      }
      Files.delete(group.folder);
    } catch (IOException e) {
      group.close();
    }
    return Optional.empty();
  }

  /** A program that starts the packaged one inside. */
  Path program(Path scripts) throws IOException {
    Path script =
        Files.writeString(
            scripts.resolve("inside.sh"),
            "#!/bin/sh\necho $$ > '%s/cgroup.procs' && exec '%s' \"$@\"\n"
                .formatted(folder, MccLauncher.program()));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Removes it; those in it have ended, and the kernel needs a moment to see that. */
  @Override
  public void close() {
    if (Files.exists(folder)) {
      Await.until(Duration.ofSeconds(10), () -> "empty: " + folder, this::isDeleted);
    }
  }

  private boolean isDeleted() {
    try {
      return Files.deleteIfExists(folder);
    } catch (IOException e) {
      return false;
    }
  }
}
