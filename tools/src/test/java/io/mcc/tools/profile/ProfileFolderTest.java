package io.mcc.tools.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFolderTest {
  @TempDir Path temp;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("traces"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Path keep(ProfileFolder folder, String kind, String suffix, int length)
      throws IOException {
    Path draft = folder.emptyDraft(kind, suffix);
    Files.write(draft, new byte[length]);
    return folder.keep(draft, kind);
  }

  @Test
  void shouldKeepProfilesUnderTheirMomentForTheirOwnerOnly() throws IOException {
    ProfileFolder folder = new ProfileFolder(temp.resolve("traces")).open();
    Path profile = keep(folder, "cpu", "jfr", 3);

    assertThat(profile.getFileName().toString())
        .matches("cpu-20\\d{6}T\\d{6}\\.\\d{3}Z-" + ProcessHandle.current().pid() + "\\.jfr");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profile)))
        .isEqualTo("rw-------");
    assertThat(names()).containsExactly(profile.getFileName().toString());
  }

  @Test
  void shouldKeepTheNewestOfEachKind() throws IOException {
    ProfileFolder folder = new ProfileFolder(temp.resolve("traces")).open();
    Files.writeString(temp.resolve("traces/mine.txt"), "not a profile");
    for (int day = 1; day <= 28; day++) {
      String name = String.format("threads-202601%02dT000000.000Z-1.txt", day);
      Files.writeString(temp.resolve("traces").resolve(name), "");
    }
    keep(folder, "cpu", "jfr", 1);
    keep(folder, "threads", "txt", 1);

    assertThat(names())
        .hasSize(1 + 1 + ProfileFolder.FILES_PER_KIND)
        .contains("mine.txt", "threads-20260128T000000.000Z-1.txt")
        .doesNotContain("threads-20260119T000000.000Z-1.txt");
  }

  @Test
  void shouldHoldTheBytesOfAllProfilesButKeepTheNewestOfEachKind() throws IOException {
    ProfileFolder folder = new ProfileFolder(temp.resolve("traces"), 100).open();
    Files.write(temp.resolve("traces/heap-20260101T000000.000Z-1.hprof"), new byte[60]);
    Files.write(temp.resolve("traces/heap-20260102T000000.000Z-1.hprof"), new byte[500]);
    Files.write(temp.resolve("traces/cpu-20260101T000000.000Z-1.jfr"), new byte[60]);
    Path newest = keep(folder, "cpu", "jfr", 60);

    assertThat(names())
        .containsExactly(newest.getFileName().toString(), "heap-20260102T000000.000Z-1.hprof");
  }

  @Test
  void shouldRemoveWorkingFilesOfProcessesThatAreGone() throws IOException {
    ProfileFolder folder = new ProfileFolder(temp.resolve("traces")).open();
    Path working = folder.workingFolder();
    assertThat(Files.getPosixFilePermissions(working))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    long own = ProcessHandle.current().pid();
    Path dead = Files.createDirectory(working.resolve("2026_11_30_19_57_47_" + Integer.MAX_VALUE));
    Files.createFile(dead.resolve("a.jfr"));
    Path alive = Files.createDirectory(working.resolve("2026_11_30_19_57_48_" + own));
    new ProfileFolder(temp.resolve("traces")).open();
    assertThat(working).isDirectoryContaining(alive::equals).isDirectoryNotContaining(dead::equals);
    folder.close();
    assertThat(working).doesNotExist();
  }

  @Test
  void shouldRemoveDraftsOfProcessesThatAreGone() throws IOException {
    Files.createDirectories(temp.resolve("traces"));
    Path dead = Files.createFile(temp.resolve("traces/.draft-999999999-cpu-0.jfr"));
    String own = ".draft-" + ProcessHandle.current().pid() + "-cpu-0.jfr";
    Path alive = Files.createFile(temp.resolve("traces").resolve(own));
    new ProfileFolder(temp.resolve("traces")).open();

    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
  }

  @Test
  void shouldRefuseWhatIsNoFolder() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    assertThatThrownBy(() -> new ProfileFolder(file).open()).isInstanceOf(IOException.class);
  }
}
