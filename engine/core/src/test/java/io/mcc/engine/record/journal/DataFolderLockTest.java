package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderLockTest {
  @TempDir private Path parent;

  @Test // threat 36
  void shouldRefuseAFolderThatAnotherProcessHolds() throws Exception {
    final Path folder = parent.resolve("data");
    try (DataFolderLock held = DataFolderLock.acquire(folder)) {
      assertThat(held).isNotNull();
      assertThat(lockInAnotherProcess(folder))
          .contains("Data folder " + folder)
          .contains("in use by process " + ProcessHandle.current().pid())
          .hasLineCount(1);
      // The refused process has harmed nothing.
      assertThat(lockInAnotherProcess(folder)).contains("in use by process");
    }
    assertThat(lockInAnotherProcess(folder)).isEqualTo("acquired");
  }

  @Test // threat 36
  void shouldRefuseAFolderThatThisProcessHolds() throws IOException {
    final Path folder = parent.resolve("data");
    try (DataFolderLock held = DataFolderLock.acquire(folder)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> DataFolderLock.acquire(folder))
          .isInstanceOf(DataFolderException.class)
          .hasMessageContaining("in use by process");
    }
    DataFolderLock.acquire(folder).close();
  }

  @Test
  void shouldCreateTheFolderForItsOwnerAlone() throws IOException {
    final Path folder = parent.resolve("some/where");
    try (DataFolderLock held = DataFolderLock.acquire(folder)) {
      assertThat(held).isNotNull();
      assertThat(mode(folder)).isEqualTo("rwx------");
      assertThat(mode(folder.resolve("lock"))).isEqualTo("rw-------");
    }
  }

  @Test
  void shouldSayThatAFolderIsAFile() throws IOException {
    final Path file = Files.createFile(parent.resolve("README.md"));
    assertThatThrownBy(() -> DataFolderLock.acquire(file))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining(file + " is a file");
  }

  @Test // threat 35
  void shouldSayThatAFolderCannotBeWritten() throws IOException {
    final Path file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> DataFolderLock.acquire(file.resolve("data")))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("can't be written")
        .hasMessageContaining(file.toString());
  }

  private static String mode(final Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String lockInAnotherProcess(final Path folder) throws Exception {
    final Process process =
        ChildJvm.start(DataFolderLockTest.class, folder.toString())
            .redirectErrorStream(true)
            .start();
    final String output = new String(process.getInputStream().readAllBytes()).strip();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  /** Takes the folder's lock and says how that went. */
  public static void main(final String[] arguments) {
    try (DataFolderLock held = DataFolderLock.acquire(Path.of(arguments[0]))) {
      System.out.println(held == null ? "" : "acquired");
    } catch (final DataFolderException refused) {
      System.out.println(refused.getMessage());
    }
  }
}
