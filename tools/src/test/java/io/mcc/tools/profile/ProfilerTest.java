package io.mcc.tools.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.tools.CommandException;
import io.mcc.tools.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilerTest {
  private static final Duration BOUND = Duration.ofSeconds(15);
  private static final long NEVER = 1_000_000;

  @TempDir Path folder;

  private List<Path> profiles(String kind, String suffix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(kind + "-"))
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertIsRecording(Path file) throws IOException {
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events)
        .noneMatch(event -> event.getEventType().getName().contains("EnvironmentVariable"));
    assertThat(events).anyMatch(event -> event.getEventType().getName().equals("jdk.CPULoad"));
  }

  @Test
  void shouldRecordTheCpuWithoutAGapUntilTheEnd() throws IOException {
    Profiler profiler = Profiler.start(new ProfileSettings(1, 0, 0, folder));
    Await.until(BOUND, () -> "two recordings", () -> profiles("cpu", ".jfr").size() >= 2);
    Path working = folder.resolve(".recorder");
    assertThat(Files.getPosixFilePermissions(working))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(working).isNotEmptyDirectory();
    profiler.beginStop();
    profiler.close();
    assertThat(working).doesNotExist();

    assertThat(profiles("cpu", ".jfr")).hasSizeGreaterThanOrEqualTo(3);
    assertIsRecording(profiles("cpu", ".jfr").get(1));
    assertThat(profiles(".draft", "")).isEmpty();
  }

  @Test
  void shouldLeaveOneOfEachKindWhereTheRunWasShort() throws IOException {
    Profiler profiler = Profiler.start(new ProfileSettings(NEVER, NEVER, NEVER, folder));
    profiler.beginStop();
    profiler.close();

    assertThat(profiles("cpu", ".jfr")).hasSize(1);
    assertThat(Files.readString(profiles("threads", ".txt").get(0)))
        .contains("\"main\"", "java.lang.Thread.State: ", "\tat io.mcc.tools.profile.Profiler.");
    assertThat(Files.readString(profiles("heap", ".txt").get(0)))
        .contains("#instances", "java.lang.String");
    byte[] heap = Files.readAllBytes(profiles("heap", ".hprof").get(0));
    assertThat(new String(heap, 0, 19, StandardCharsets.US_ASCII))
        .isEqualTo("JAVA PROFILE 1.0.2\0");
  }

  @Test
  void shouldSayWhatToDoWhereTheFolderCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> Profiler.start(new ProfileSettings(1, 0, 0, file)))
        .isInstanceOfSatisfying(CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
        .hasMessageContaining("-profile-dir")
        .hasMessageContaining(file.toString());
  }

  /** The folder is taken away under the profiler, and given back. */
  @Test
  void shouldGoOnAfterAProfileThatCouldNotBeWritten() throws IOException {
    Path traces = folder.resolve("traces");
    Profiler profiler = Profiler.start(new ProfileSettings(0, 1, 0, traces));
    try {
      Files.delete(traces);
      Files.createFile(traces);
      Await.until(BOUND, () -> "said", () -> !profiler.lastFailure().isEmpty());
      Files.delete(traces);
      Files.createDirectory(traces);
      Await.until(BOUND, () -> "a dump", () -> traces.toFile().list().length > 0);
    } finally {
      profiler.beginStop();
      profiler.close();
    }
  }
}
