package io.mcc.tools.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * Records without a gap with Java Flight Recorder, by its own settings {@code profile}, one
 * recording after the other. Used by one thread at a time.
 */
final class CpuRecorder {
  private static final String KIND = "cpu";
  private static final String SUFFIX = "jfr";

  /** The oldest events of a longer recording go. */
  private static final long BYTES_MAX = 256L << 20;

  /** How long a stop waits for the recorder to write the last recording out. */
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(2);

  private static final long POLL_NS = Duration.ofMillis(5).toNanos();

  private final ProfileFolder folder;
  private Recording recording;
  private Path draft;
  private int startedCount;

  CpuRecorder(ProfileFolder folder) {
    this.folder = folder;
  }

  /** Begins a recording. What is recorded is written out even where the process is told to end. */
  void start() throws IOException {
    Path nextDraft = folder.emptyDraft(KIND + "-" + startedCount++ % 2, SUFFIX);
    Recording next = new Recording(settings());
    next.setName("mcc");
    // Who reads a profile isn't to learn what the environment holds, which may be a token.
    next.disable("jdk.InitialEnvironmentVariable");
    next.setToDisk(true);
    next.setMaxSize(BYTES_MAX);
    next.setDestination(nextDraft);
    next.setDumpOnExit(true);
    next.start();
    recording = next;
    draft = nextDraft;
  }

  private static Configuration settings() throws IOException {
    try {
      return Configuration.getConfiguration("profile");
    } catch (ParseException e) {
      throw new IOException("this JDK has no settings 'profile' for its flight recorder", e);
    }
  }

  /** Ends a recording and keeps it, after the next one has begun. */
  void rotate() throws IOException {
    Recording ended = recording;
    Path endedDraft = draft;
    start();
    try (ended) {
      ended.setDestination(null);
      ended.setDumpOnExit(false);
      ended.stop();
      ended.dump(endedDraft);
      folder.keep(endedDraft, KIND);
    } catch (IllegalStateException e) {
      // The process has just been told to end.
      Files.deleteIfExists(endedDraft);
    } catch (IOException e) {
      Files.deleteIfExists(endedDraft);
      throw e;
    }
  }

  /** Ends the last recording and keeps it. */
  void finish() throws IOException {
    if (isProcessEnding()) {
      // The recorder's own shutdown hook is writing it; a second hand would break it.
      awaitClosed();
    } else {
      recording.stop();
      recording.close();
    }
    if (Files.size(draft) > 0) {
      folder.keep(draft, KIND);
    } else {
      Files.deleteIfExists(draft);
      throw new IOException("the flight recorder has written nothing");
    }
  }

  private void awaitClosed() {
    long startNs = System.nanoTime();
    while (recording.getState() != RecordingState.CLOSED
        && System.nanoTime() - startNs < WRITE_TIMEOUT.toNanos()) {
      LockSupport.parkNanos(POLL_NS);
    }
  }

  private static boolean isProcessEnding() {
    Thread hook = new Thread(() -> {}, "mcc-probe");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }
}
