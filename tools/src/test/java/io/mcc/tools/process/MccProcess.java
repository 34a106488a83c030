package io.mcc.tools.process;

import io.mcc.http.client.HttpMccClient;
import io.mcc.http.client.MccClient;
import io.mcc.tools.ApiFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running {@code mcc}, seen from outside. Killed by {@link #close} if it still runs. */
public final class MccProcess implements AutoCloseable {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /** What a JVM says where it is given options, before the program says anything. */
  private static final String NOTE =
      "NOTE: Picked up JDK_JAVA_OPTIONS: " + MccLauncher.SHORT_LIVED + "\n";

  private final Process process;
  private final Path dataFolder;
  private final Path out;
  private final Path err;
  private String restAddress;

  MccProcess(Process process, Path dataFolder, Path out, Path err) {
    this.process = process;
    this.dataFolder = dataFolder;
    this.out = out;
    this.err = err;
  }

  /**
   * Returns once the node says that it is ready.
   *
   * @throws AssertionError with its output where that takes too long or the process ends
   */
  public MccProcess awaitReady(Duration timeout) {
    Await.until(timeout, () -> "ready; " + this, this::isReady);
    return this;
  }

  private boolean isReady() {
    if (!process.isAlive()) {
      throw new AssertionError("ended: " + this);
    }
    // The block comes last, so that an address of an earlier life isn't taken for this one's.
    if (!out().contains("Stop it by")) {
      return false;
    }
    restAddress = new ApiFile(dataFolder).read();
    try (MccClient client = client()) {
      return client.healthy() && client.readiness().ready();
    }
  }

  /** The REST address as {@code host:port}; after {@link #awaitReady}. */
  public String restAddress() {
    return restAddress;
  }

  /** A client of the node; after {@link #awaitReady}. */
  public MccClient client() {
    return new HttpMccClient(restAddress, null, REQUEST_TIMEOUT);
  }

  /** The first UDP address as {@code host:port}; after {@link #awaitReady}. */
  public String udpAddress() {
    return line("UDP").split(",")[0];
  }

  /** The node id; after {@link #awaitReady}. */
  public String nodeId() {
    return line("node id");
  }

  /** What the block at the start says behind a title. */
  public String line(String title) {
    Matcher matcher = Pattern.compile("(?m)^  " + Pattern.quote(title) + " +(.*)$").matcher(out());
    if (!matcher.find()) {
      throw new AssertionError("no line '" + title + "': " + this);
    }
    return matcher.group(1);
  }

  /** Asks it to end, as a service manager does. */
  public MccProcess terminate() {
    process.destroy();
    return this;
  }

  /** Asks it to end, as Ctrl-C does. */
  public MccProcess interrupt() throws IOException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).inheritIO().start();
    return this;
  }

  /** Stops it in its tracks: it is there and does nothing, until {@link #close}. */
  public MccProcess freeze() throws IOException {
    new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).inheritIO().start();
    return this;
  }

  /** Lets it go on after {@link #freeze}. */
  public MccProcess thaw() throws IOException {
    new ProcessBuilder("kill", "-CONT", Long.toString(process.pid())).inheritIO().start();
    return this;
  }

  /** Ends it without a chance to do anything, as a power cut does to a process. */
  public MccProcess kill() {
    process.destroyForcibly();
    return this;
  }

  /** Waits for its end and returns the exit code. */
  public int awaitExit(Duration timeout) throws InterruptedException {
    if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still runs after " + timeout.toMillis() + " ms: " + this);
    }
    return process.exitValue();
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it has printed on standard output so far. */
  public String out() {
    return text(out);
  }

  /** What it has printed on standard error so far, but for the JVM's note of the tests' options. */
  public String err() {
    String text = text(err);
    return text.startsWith(NOTE) ? text.substring(NOTE.length()) : text;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "process " + process.pid() + "\n--- out\n" + out() + "--- err\n" + err();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
