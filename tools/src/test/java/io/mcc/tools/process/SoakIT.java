package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.tools.process.SoakSamples.Column;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A network of processes that is used all the time and restarted here and there, for so long that
 * whatever isn't given back would show: {@code -Dmcc.soak.minutes} says how long. Half of the nodes
 * run from the beginning to the end; the others are stopped or killed and started, by turns.
 */
@Isolated
class SoakIT {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final double MINUTES =
      Double.parseDouble(System.getProperty("mcc.soak.minutes", FULL ? "60" : "0.2"));
  private static final long DURATION_MS = (long) (MINUTES * 60_000);

  /** The table needs enough lines for its quarters, and the nodes time to do something else. */
  private static final long SAMPLE_MS = Math.min(30_000, DURATION_MS / 24);

  private static final long RESTART_MS = Math.min(60_000, DURATION_MS / 3);
  private static final int NODES = MINUTES < 2 ? 5 : 8;
  private static final int STEADY_NODES = NODES / 2;
  private static final int NAMES = MINUTES < 2 ? 8 : 60;

  /** However slow the machine is: one of each kind, and something to compare. */
  private static final int RESTARTS_MIN = 2;

  private static final int SAMPLES_MIN = 12;

  /** The journal of an hour is then compacted more than once. */
  private static final int VALUE_LENGTH_MAX = 24_000;

  private static final Duration BOUND = Duration.ofSeconds(120);

  /** Growth from the first to the last quarter that isn't taken for a leak. */
  private static final long HEAP_GROWTH_MAX_KIB = 8 * 1_024;

  /**
   * The journal isn't compacted below this; and one snapshot is written beside what it replaces.
   */
  private static final long JOURNAL_MIN_KIB = 64 * 1_024;

  @TempDir Path folder;

  private final long seed = Long.getLong("mcc.test.seed", System.nanoTime());
  private final List<SoakNode> nodes = new ArrayList<>();
  private final List<SoakWorker> workers = new ArrayList<>();
  private final SoakWorker.Tally tally = new SoakWorker.Tally();
  private final SoakSamples samples = new SoakSamples();
  private int restartCount;
  private long slowestStartMs;

  @AfterEach
  void end() throws InterruptedException {
    tally.stopping = true;
    for (SoakWorker worker : workers) {
      worker.join();
    }
    nodes.forEach(SoakNode::close);
  }

  @Test
  void shouldStayAsItIsWhileItIsUsed() throws Exception {
    System.out.printf("soak: %d nodes for %.1f minutes, seed %d%n", NODES, MINUTES, seed);
    startAll();
    workers.forEach(Thread::start);
    Await.until(BOUND, () -> "names", () -> workers.stream().allMatch(SoakWorker::hasPutAll));
    run();
    tally.stopping = true;
    for (SoakWorker worker : workers) {
      worker.join();
    }
    System.out.print(samples.table(NODES));
    System.out.printf(
        "soak: %s; %d restarts, slowest start %d ms%n", tally, restartCount, slowestStartMs);
    tally.first.forEach(what -> System.out.println("soak: " + what));
    requireFlat();
    requireEverythingReadable();
    requireNoFault();
  }

  private void startAll() {
    for (int i = 0; i < NODES; i++) {
      nodes.add(new SoakNode(i, folder));
    }
    Values values = new Values(seed, VALUE_LENGTH_MAX);
    for (SoakNode node : nodes) {
      List<String> running =
          nodes.subList(0, node.index()).stream().map(SoakNode::address).toList();
      node.start(running);
      node.awaitReady();
      workers.add(new SoakWorker(node, NAMES, values, tally, seed));
    }
    workers.forEach(worker -> worker.workers(workers));
  }

  private void run() {
    long startNs = System.nanoTime();
    long nextSampleMs = 0;
    long nextRestartMs = RESTART_MS;
    while (passedMs(startNs) < DURATION_MS
        || restartCount < RESTARTS_MIN
        || samples.count() < NODES * SAMPLES_MIN) {
      long passedMs = passedMs(startNs);
      if (passedMs >= nextSampleMs) {
        nodes.forEach(node -> samples.add(node, passedMs));
        // On a busy machine a look takes long itself: between two there is time for the rest.
        nextSampleMs = passedMs(startNs) + SAMPLE_MS;
      } else if (passedMs >= nextRestartMs) {
        restart(nodes.get(STEADY_NODES + restartCount % (NODES - STEADY_NODES)));
        nextRestartMs += RESTART_MS;
      } else {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  private static long passedMs(long startNs) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
  }

  /** Every node is stopped in order one time and killed the next. */
  private void restart(SoakNode node) {
    node.stop((restartCount / (NODES - STEADY_NODES) + restartCount) % 2 == 0);
    restartCount++;
    long startNs = System.nanoTime();
    // From nodes next to it, so that none is special.
    node.start(
        List.of(
            nodes.get((node.index() + 1) % NODES).address(),
            nodes.get((node.index() + 3) % NODES).address()));
    node.awaitReady();
    slowestStartMs = Math.max(slowestStartMs, passedMs(startNs));
  }

  private void requireFlat() {
    for (int node = 0; node < STEADY_NODES; node++) {
      assertThat(growth(node, Column.HEAP)).as("heap").isLessThan(HEAP_GROWTH_MAX_KIB);
      assertThat(growth(node, Column.DESCRIPTORS)).as("descriptors").isLessThanOrEqualTo(NODES);
      assertThat(growth(node, Column.THREADS)).as("threads").isLessThanOrEqualTo(2);
      assertThat(samples.max(node, Column.SESSIONS)).as("sessions").isLessThanOrEqualTo(3 * NODES);
    }
    for (int node = 0; node < NODES; node++) {
      long liveKib = samples.max(node, Column.RECORD_BYTES);
      assertThat(samples.max(node, Column.JOURNAL))
          .as("journal")
          .isLessThan(Math.max(JOURNAL_MIN_KIB, 2 * liveKib) + 2 * liveKib + 1_024);
    }
  }

  private long growth(int node, Column column) {
    return samples.median(node, column, true) - samples.median(node, column, false);
  }

  /** Each name at a node that isn't its owner's. */
  private void requireEverythingReadable() {
    Await.until(BOUND, () -> "reads as written; wrong: " + countWrong(), () -> countWrong() == 0);
    int count = workers.stream().mapToInt(SoakWorker::nameCount).sum();
    System.out.printf("soak: all %d names read as they were last acknowledged%n", count);
  }

  private long countWrong() {
    long count = 0;
    for (int i = 0; i < NODES; i++) {
      count += workers.get(i).countWrong(nodes.get((i + 5) % NODES));
    }
    return count;
  }

  private void requireNoFault() {
    for (SoakNode node : nodes) {
      Map<String, Long> counters = node.probe().counters();
      assertThat(counters.getOrDefault("core_exceptions", 0L)).isZero();
      node.stop(true);
      assertThat(node.errors()).doesNotContain("ERROR");
    }
  }
}
