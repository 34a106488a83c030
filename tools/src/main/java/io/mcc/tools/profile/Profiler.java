package io.mcc.tools.profile;

import io.mcc.tools.CommandException;
import io.mcc.tools.Reasons;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes profiles of this process from time to time, on a thread of its own. A profile that can't be
 * written costs a line in the log, never the node. One per process.
 */
public final class Profiler implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Profiler.class);
  private static final String[] MODULES = {"jdk.jfr", "jdk.management"};
  private static final long STOP_TIMEOUT_MS = 1_500;

  /** A larger heap isn't dumped at the end: a stop has to end within seconds. */
  private static final long HEAP_AT_END_BYTES_MAX = 256L << 20;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Profiler::thread);
  private final ProfileSettings settings;
  private final ProfileFolder folder;
  private final CpuRecorder recorder;
  private boolean threadsTaken;
  private boolean heapTaken;
  private volatile String lastFailure = "";

  private Profiler(ProfileSettings settings, ProfileFolder folder) {
    this.settings = settings;
    this.folder = folder;
    recorder = new CpuRecorder(folder);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "mcc-profile");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Begins to profile.
   *
   * @throws CommandException where the folder can't be written
   */
  public static Profiler start(ProfileSettings settings) {
    requireModules();
    Profiler profiler = new Profiler(settings, new ProfileFolder(settings.folder()));
    try {
      profiler.folder.open();
      profiler.begin();
    } catch (IOException e) {
      profiler.thread.shutdownNow();
      throw CommandException.failed(
          "-profile-dir: can't write to "
              + profiler.folder
              + " ("
              + Reasons.of(e)
              + "): give a folder that can be written",
          e);
    }
    return profiler;
  }

  private static void requireModules() {
    for (String module : MODULES) {
      if (ModuleLayer.boot().findModule(module).isEmpty()) {
        throw CommandException.failed(
            "this Java lacks the module "
                + module
                + ", which profiles need: run a whole JDK, or leave the profile flags out");
      }
    }
  }

  private void begin() throws IOException {
    if (settings.cpuSeconds() > 0) {
      Diagnostics.flightRecorderFolder(folder.workingFolder());
      recorder.start();
    }
    every(settings.cpuSeconds(), this::recordCpu);
    every(settings.threadSeconds(), this::dumpThreads);
    every(settings.heapSeconds(), this::dumpHeap);
    LOGGER.info("profiles go to {}: {}", folder, settings);
    if (settings.heapSeconds() > 0) {
      LOGGER.warn("a heap profile holds what the node holds, its keys too: give it to nobody");
    }
  }

  private void every(long seconds, Step step) {
    if (seconds > 0) {
      thread.scheduleAtFixedRate(() -> take(step), seconds, seconds, TimeUnit.SECONDS);
    }
  }

  /** Something that writes a profile. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** What fails again and again for one reason is said once. */
  private void take(Step step) {
    try {
      step.run();
      lastFailure = "";
    } catch (IOException | RuntimeException e) {
      String failure = e instanceof IOException io ? Reasons.of(io) : e.toString();
      if (!failure.equals(lastFailure)) {
        LOGGER.error("a profile could not be written to {}: {}", folder, failure);
      }
      lastFailure = failure;
    }
  }

  /** Why the last profile could not be written; empty where it could. */
  String lastFailure() {
    return lastFailure;
  }

  private void recordCpu() throws IOException {
    recorder.rotate();
  }

  private void dumpThreads() throws IOException {
    writeText("threads", Diagnostics.threads());
    threadsTaken = true;
  }

  private void dumpHeap() throws IOException {
    writeText("heap", Diagnostics.classHistogram());
    Path draft = folder.draft("heap", "hprof");
    try {
      Diagnostics.dumpHeap(draft);
      folder.keep(draft, "heap");
    } finally {
      Files.deleteIfExists(draft);
    }
    heapTaken = true;
  }

  private void writeText(String kind, String text) throws IOException {
    Path draft = folder.emptyDraft(kind, "txt");
    try {
      Files.writeString(draft, text);
      folder.keep(draft, kind);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Takes what a run too short for one would leave without. The node still runs. */
  public void beginStop() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        LOGGER.warn("a profile was under way for too long when the node stopped: it is lost");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (settings.threadSeconds() > 0 && !threadsTaken) {
      take(this::dumpThreads);
    }
    if (settings.heapSeconds() > 0 && !heapTaken && isHeapSmall()) {
      take(this::dumpHeap);
    }
  }

  /** Keeps what was recorded of the CPU last. */
  @Override
  public void close() {
    thread.shutdownNow();
    if (settings.cpuSeconds() > 0) {
      take(recorder::finish);
      take(folder::close);
    }
  }

  private static boolean isHeapSmall() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        <= HEAP_AT_END_BYTES_MAX;
  }
}
