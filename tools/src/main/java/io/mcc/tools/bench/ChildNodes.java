package io.mcc.tools.bench;

import io.mcc.tools.CommandException;
import io.mcc.tools.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A network of processes in a temporary folder. None of them outlives this program, however it
 * ends, short of SIGKILL. Used by the main thread; closed by a shutdown hook where that is gone.
 */
final class ChildNodes implements AutoCloseable {
  private static final int STARTS_AT_ONCE = 4;
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(3);

  /** So many looks in a row must find every table as it was. */
  private static final int SETTLED_LOOKS = 5;

  private static final long SETTLE_LOOK_MS = 1_000;
  private static final long READY_LOOK_MS = 100;

  private final NetworkSettings settings;
  private final Path program = program();
  private final Path folder;
  private final List<ChildNode> nodes = new ArrayList<>();
  private final Thread hook = new Thread(this::killAll, "mcc-bench-kill");
  private boolean closing;
  private boolean keepingFolder;

  ChildNodes(NetworkSettings settings) {
    this.settings = settings;
    try {
      folder = Files.createTempDirectory("mcc-bench-");
    } catch (IOException e) {
      throw CommandException.failed("can't make a temporary folder: " + e.getMessage(), e);
    }
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The file that this program runs from. */
  private static Path program() {
    Path file = Path.of(Program.file());
    if (Files.isRegularFile(file) && Files.isExecutable(file)) {
      return file;
    }
    throw CommandException.failed(
        "bench network starts its own program: run it as mcc, not by " + file);
  }

  /** Starts all of them; every one boots from the first and the second. Ready when it returns. */
  void start() {
    startBatch(1);
    startBatch(2);
    while (nodes.size() < settings.nodeCount()) {
      startBatch(Math.min(settings.nodeCount(), nodes.size() + STARTS_AT_ONCE));
    }
  }

  private void startBatch(int countAfter) {
    int from = nodes.size();
    for (int i = from; i < countAfter; i++) {
      add(i);
    }
    for (ChildNode node : nodes.subList(from, countAfter)) {
      String what = "node " + node.index() + " to be ready";
      await(START_TIMEOUT, READY_LOOK_MS, what, node::isReady);
    }
  }

  private synchronized void add(int index) {
    if (closing) {
      throw CommandException.failed("interrupted");
    }
    String boot = String.join(",", nodes.stream().limit(2).map(ChildNode::udpAddress).toList());
    Path home = folder.resolve("node-" + index);
    nodes.add(ChildNode.start(index, program, settings.javaHome(), home, boot));
  }

  /** Returns once every routing table holds enough and none has changed for a while. */
  void settle() {
    long[] before = new long[nodes.size()];
    int[] looks = new int[1];
    int peersMin = Math.min(nodes.size() - 1, CopyCount.REPLICAS + 1);
    await(
        SETTLE_TIMEOUT,
        SETTLE_LOOK_MS,
        "every routing table to settle",
        () -> {
          long[] counts =
              nodes.stream().mapToLong(node -> node.client().status().peerCount()).toArray();
          boolean same = Arrays.equals(before, counts);
          System.arraycopy(counts, 0, before, 0, counts.length);
          looks[0] = same && Arrays.stream(counts).min().orElse(0) >= peersMin ? looks[0] + 1 : 0;
          return looks[0] >= SETTLED_LOOKS;
        });
  }

  /** All that were started, by their index. */
  List<ChildNode> all() {
    return nodes;
  }

  /** Those that run. */
  List<ChildNode> alive() {
    return nodes.stream().filter(ChildNode::isAlive).toList();
  }

  /** Entries of all routing tables of those that run. */
  long peerCount() {
    return alive().stream().mapToLong(node -> node.client().status().peerCount()).sum();
  }

  /** Stops those that run and returns how many did so in order. */
  int stop() {
    List<ChildNode> running = alive();
    running.forEach(ChildNode::terminate);
    return (int) running.stream().filter(node -> node.awaitStop() == 0).count();
  }

  /** Leaves what the nodes wrote for a look, and says where. */
  Path keepFolder() {
    keepingFolder = true;
    return folder;
  }

  private synchronized void killAll() {
    closing = true;
    nodes.stream().filter(ChildNode::isAlive).forEach(ChildNode::kill);
    if (!keepingFolder) {
      deleteFolder();
    }
  }

  @Override
  public void close() {
    killAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook itself is at it.
    }
  }

  private void deleteFolder() {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // It is in the temporary folder, and everything in it has a name that tells its origin.
    }
  }

  private static void await(Duration timeout, long lookMs, String what, BooleanSupplier condition) {
    long endNs = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > endNs) {
        throw CommandException.failed("waited " + timeout.toSeconds() + " s in vain for " + what);
      }
      pause(lookMs);
    }
  }

  static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw CommandException.failed("interrupted", e);
    }
  }
}
