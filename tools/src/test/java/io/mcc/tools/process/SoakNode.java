package io.mcc.tools.process;

import io.mcc.http.client.MccClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * One place of a network that lasts: always the same folder and address, one process after the
 * other. Restarted by one thread; its client may be asked for by any.
 */
final class SoakNode implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(180);

  /** Many nodes share this machine; a leak of some MiB shows in it soon enough. */
  private static final String JAVA_OPTIONS = "-Xmx256m -XX:+UseSerialGC";

  private final int index;
  private final Path folder;
  private final String address = MccLauncher.freeAddress();
  private MccProcess process;
  private volatile MccClient client;
  private StringBuilder errors = new StringBuilder();

  SoakNode(int index, Path folder) {
    this.index = index;
    this.folder = folder.resolve("node-" + index);
  }

  int index() {
    return index;
  }

  String address() {
    return address;
  }

  void start(List<String> boot) {
    MccLauncher launcher =
        MccLauncher.command(folder, "-listen", address, "-http", "127.0.0.1:0")
            .arguments("-loglevel", "warn")
            .dataFolder(folder.resolve("data"))
            .environment("JDK_JAVA_OPTIONS", JAVA_OPTIONS);
    try {
      process = (boot.isEmpty() ? launcher : launcher.boot(String.join(",", boot))).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady() {
    process.awaitReady(BOUND);
    client = process.client();
  }

  String nodeId() {
    return process.nodeId();
  }

  /** A client of the running process; null while there is none. */
  MccClient client() {
    return client;
  }

  /** Ends the process, in order or not. */
  void stop(boolean inOrder) {
    MccClient last = client;
    client = null;
    try {
      int code = (inOrder ? process.terminate() : process.kill()).awaitExit(BOUND);
      if (inOrder && code != 0) {
        throw new AssertionError("exit code " + code + ": " + process);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while a node ends", e);
    }
    last.close();
    errors.append(process.err());
  }

  NodeProbe probe() {
    return new NodeProbe(process);
  }

  /** Bytes of the journal's files. */
  long journalBytes() {
    try (Stream<Path> files = Files.list(folder.resolve("data/journal"))) {
      return files.filter(Files::isRegularFile).mapToLong(SoakNode::length).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that compaction removes meanwhile counts nothing. */
  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /** What all its processes have written to standard error. */
  String errors() {
    return errors.toString();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
