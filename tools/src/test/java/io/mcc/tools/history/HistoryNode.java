package io.mcc.tools.history;

import io.mcc.tools.process.Lab;
import io.mcc.tools.process.MccLauncher;
import io.mcc.tools.process.MccProcess;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;

/** A node of a history: always at one UDP address, with one folder, and with many lives. */
final class HistoryNode implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final String JAVA_OPTIONS = "-Xmx160m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private final int index;
  private final Path folder;
  private final Path data;
  private final Lab.Machine machine;
  private final String address;
  private List<String> boot = List.of();
  private MccProcess process;
  private volatile String id;
  private volatile String restAddress;
  private volatile int life;

  /**
   * @param machine where it runs; null for this one
   */
  HistoryNode(int index, Path folder, Lab.Machine machine) {
    this.index = index;
    this.machine = machine;
    address = machine == null ? MccLauncher.freeAddress() : "192.168.77." + (index + 1) + ":9376";
    this.folder = folder.resolve("node-" + index);
    data = this.folder.resolve("data");
  }

  int index() {
    return index;
  }

  String address() {
    return address;
  }

  String id() {
    return id;
  }

  String restAddress() {
    return restAddress;
  }

  /** How often it was started. */
  int life() {
    return life;
  }

  void boot(List<String> addresses) {
    boot = addresses;
  }

  void start() throws IOException {
    life++;
    MccLauncher launcher =
        MccLauncher.command(folder, "-listen", address, "-loglevel", "warn")
            .dataFolder(data)
            .environment("JDK_JAVA_OPTIONS", JAVA_OPTIONS);
    if (!boot.isEmpty()) {
      launcher.boot(String.join(",", boot));
    }
    process = withRest(launcher).start();
  }

  private MccLauncher withRest(MccLauncher launcher) {
    return machine == null
        ? launcher.arguments("-http", "127.0.0.1:0")
        : machine
            .launch(launcher)
            .arguments("-http", machine.testAddress() + ":0", "-http-insecure");
  }

  void awaitReady() {
    process.awaitReady(BOUND);
    id = process.nodeId();
    restAddress = process.restAddress();
  }

  void kill() throws InterruptedException {
    process.kill().awaitExit(BOUND);
  }

  void stop() throws InterruptedException {
    int code = process.terminate().awaitExit(BOUND);
    if (code != 0) {
      throw new AssertionError("exit code " + code + ": " + process);
    }
  }

  void freeze() throws IOException {
    process.freeze();
  }

  void thaw() throws IOException {
    process.thaw();
  }

  /** Copies the folder of a node that is stopped. */
  Path copyFolder() throws IOException {
    Path copy = folder.resolve("copy-" + life);
    copy(data, copy);
    return copy;
  }

  /** Puts a copy in the place of the folder of a node that is stopped. */
  void putBack(Path copy) throws IOException {
    Files.move(data, folder.resolve("gone-" + life));
    copy(copy, data);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes)
              throws IOException {
            return copyOne(each);
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            return copyOne(each);
          }

          private FileVisitResult copyOne(Path each) throws IOException {
            Files.copy(
                each,
                to.resolve(from.relativize(each).toString()),
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }

  @Override
  public String toString() {
    return "node " + index + ", life " + life;
  }
}
