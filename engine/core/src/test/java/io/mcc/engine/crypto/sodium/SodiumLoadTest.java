package io.mcc.engine.crypto.sodium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// threat 33
class SodiumLoadTest {
  @TempDir private Path folder;

  @Test
  void shouldLeaveNothingBehindAndNeedNoHome() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Path home = Files.createDirectory(folder.resolve("home"));
    Process process = start(temporary, home);
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).isEqualTo("files after loading: 0");
    assertThat(process.exitValue()).isZero();
    assertThat(entryCount(temporary)).isZero();
    assertThat(entryCount(home)).isZero();
  }

  @Test
  void shouldTakeTheSecondFolderWhereTheTempFolderIsOfNoUse() throws Exception {
    Path second = Files.createDirectory(folder.resolve("second"));
    String output = outputOf(folder.resolve("missing"), second);
    assertThat(output).isEqualTo("files after loading: 0");
    assertThat(entryCount(second)).isZero();
  }

  @Test
  void shouldSayWhereWhyAndWhatToDoWhereNoFolderIsOfUse() throws Exception {
    Path missing = folder.resolve("missing");
    Path other = folder.resolve("other");
    assertThat(outputOf(missing, other))
        .isEqualTo(
            "the native libraries can't be unpacked and loaded in "
                + missing
                + " (no such folder), nor in "
                + other
                + " (no such folder): name a folder where they can by"
                + " JDK_JAVA_OPTIONS=-Djava.io.tmpdir=DIR");
  }

  private String outputOf(Path temporary, Path second) throws Exception {
    Process process = start(temporary, folder, second.toString());
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  @Test
  void shouldDeleteWhatKilledStartsHaveLeftAndNothingElse() throws IOException {
    Instant longAgo = Instant.now().minus(StaleFolders.AGE_MIN).minusSeconds(60);
    Path own = unpacked("mcc-native-1", Instant.now());
    Path running = unpacked("mcc-native-2", Instant.now());
    Path stale = unpacked("mcc-native-3", longAgo);
    Path foreign = unpacked("other-4", longAgo);
    Path link = Files.createSymbolicLink(folder.resolve("mcc-native-5"), foreign);
    StaleFolders.deleteBeside(own);
    assertThat(stale).doesNotExist();
    for (Path path : new Path[] {own, running, foreign, link}) {
      assertThat(path.resolve("lib")).exists();
    }
  }

  private Path unpacked(String name, Instant time) throws IOException {
    Path unpacked = Files.createDirectory(folder.resolve(name));
    Files.write(unpacked.resolve("lib"), new byte[1]);
    return Files.setLastModifiedTime(unpacked, FileTime.from(time));
  }

  private static Process start(Path temporary, Path home, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>());
    builder
        .command()
        .addAll(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                LoadOnly.class.getName()));
    builder.command().addAll(List.of(arguments));
    builder.environment().put("HOME", home.toString());
    builder.environment().remove("XDG_CACHE_HOME");
    return builder.redirectErrorStream(true).start();
  }

  private static long entryCount(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.count();
    }
  }

  /** The program of the child process: it loads, and counts the temp folder's files. */
  static final class LoadOnly {
    private LoadOnly() {}

    public static void main(String[] arguments) throws IOException {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
      if (arguments.length > 0) {
        temporary = Path.of(arguments[0]);
      }
      try {
        new SodiumDigest(arguments.length > 0 ? Sodium.load(temporary) : Sodium.load());
      } catch (NativeLibraryException e) {
        System.out.println(e.getMessage());
        return;
      }
      System.out.println("files after loading: " + entryCount(temporary));
    }
  }

  @Test
  void shouldKnowTheBundledLibraries() {
    for (String[] system :
        new String[][] {
          {"Linux", "amd64"},
          {"Linux", "aarch64"},
          {"Mac OS X", "x86_64"},
          {"Mac OS X", "aarch64"},
          {"Windows 11", "amd64"}
        }) {
      String resource = NativeUnpacker.resourceName(system[0], system[1]);
      assertThat(Sodium.class.getResource(resource)).as(resource).isNotNull();
    }
  }

  @Test
  void shouldNameASystemWithoutLibrary() {
    assertThatThrownBy(() -> NativeUnpacker.resourceName("Linux", "riscv64"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("riscv64");
    assertThatThrownBy(() -> NativeUnpacker.resourceName("Windows 11", "aarch64"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> NativeUnpacker.resourceName("SunOS", "amd64"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("SunOS");
  }
}
