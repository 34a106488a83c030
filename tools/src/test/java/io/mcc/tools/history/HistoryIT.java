package io.mcc.tools.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.tools.history.HistoryWorker.OwnNames;
import io.mcc.tools.history.Operation.End;
import io.mcc.tools.process.Lab;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A network of processes is used while its nodes are killed, held up and put back to what they were
 * earlier; everything that clients were told is judged afterwards.
 */
@Isolated
class HistoryIT {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int NODES = FULL ? 9 : 4;
  private static final long DURATION_NS =
      TimeUnit.SECONDS.toNanos(Long.getLong("mcc.history.seconds", FULL ? 300 : 25));
  private static final int STRIKES_MIN = 3;
  private static final int WORKERS_PER_NODE = 2;
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  /** So long after the last fault everybody reads the same. */
  private static final long SETTLE_NS = TimeUnit.SECONDS.toNanos(31);

  private static final int SHOWN_MAX = 20;

  @TempDir Path folder;

  private final long seed = Long.getLong("mcc.test.seed", System.nanoTime());
  private final History history = new History();
  private final AtomicLong writes = new AtomicLong();
  private final List<HistoryNode> nodes = new ArrayList<>();
  private final List<HistoryWorker> workers = new ArrayList<>();
  private Lab lab;

  @AfterEach
  void end() throws InterruptedException {
    endWorkers();
    nodes.forEach(HistoryNode::close);
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void shouldKeepItsWordUnderFaults() throws Exception {
    System.out.printf(
        "history: %d nodes, seed %d; to repeat: mvn verify -pl tools -am -Dtest=NONE"
            + " -Dit.test=HistoryIT -Dsurefire.failIfNoSpecifiedTests=false -Dmcc.test.seed=%d%s%n",
        NODES, seed, seed, FULL ? " -Dmcc.test.full=true" : "");
    String obstacle = Lab.obstacle();
    if (obstacle == null) {
      lab = Lab.of(NODES);
    } else {
      System.out.println("history: nothing is parted: " + obstacle);
    }
    startAll();
    List<OwnNames> names = nodes.stream().map(node -> new OwnNames()).toList();
    startWorkers(names);
    List<String> strikes = strike();
    endWorkers();
    LockSupport.parkNanos(SETTLE_NS);
    readEverything();
    judge(strikes);
  }

  private void startAll() throws Exception {
    for (int i = 0; i < NODES; i++) {
      nodes.add(new HistoryNode(i, folder, machine(i)));
    }
    for (HistoryNode node : nodes) {
      // Everybody knows two others to begin with, so that nobody is special.
      int others = node.index() == 0 ? 0 : Math.min(2, nodes.size() - 1);
      node.boot(
          IntStream.rangeClosed(1, others)
              .mapToObj(i -> nodes.get((node.index() + nodes.size() - i) % nodes.size()).address())
              .toList());
      node.start();
      node.awaitReady();
    }
    nodes.get(0).boot(List.of(nodes.get(1).address()));
  }

  private Lab.Machine machine(int index) {
    return lab == null ? null : lab.machine(index).address("192.168.77." + (index + 1) + "/24");
  }

  private void startWorkers(List<OwnNames> names) {
    for (HistoryNode node : nodes) {
      for (int i = 0; i < WORKERS_PER_NODE; i++) {
        long workerSeed = seed + 31L * workers.size();
        workers.add(new HistoryWorker(node, nodes, names, history, writes, PAUSE_NS, workerSeed));
      }
    }
    workers.forEach(Thread::start);
  }

  private void endWorkers() throws InterruptedException {
    workers.forEach(HistoryWorker::end);
    for (HistoryWorker worker : workers) {
      worker.join();
    }
  }

  private List<String> strike() throws Exception {
    Nemesis nemesis = new Nemesis(nodes, lab, history, seed);
    List<String> strikes = new ArrayList<>();
    long endNs = System.nanoTime() + DURATION_NS;
    while (System.nanoTime() - endNs < 0 || strikes.size() < STRIKES_MIN) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
      strikes.add(nemesis.strike());
    }
    return strikes;
  }

  /** Each name there ever was, of everybody, at every node. */
  private void readEverything() {
    List<String> keys = history.operations().stream().map(Operation::key).distinct().toList();
    for (HistoryNode node : nodes) {
      HistoryClient client = new HistoryClient(node, history);
      keys.forEach(client::read);
    }
  }

  private void judge(List<String> strikes) {
    List<Operation> operations = history.operations();
    List<String> violations = HistoryChecker.violations(history);
    System.out.printf(
        "history: %d operations, %d writes acknowledged, %d of unknown end, %d reads answered;"
            + " %d faults %s; %d violations%n",
        operations.size(),
        operations.stream().filter(Operation::isAcknowledged).count(),
        operations.stream()
            .filter(each -> each.kind() != Operation.Kind.READ && each.end() == End.UNKNOWN)
            .count(),
        operations.stream().filter(Operation::isAnsweredRead).count(),
        strikes.size(),
        strikes,
        violations.size());
    assertThat(operations.stream().filter(Operation::isAcknowledged).count()).isGreaterThan(100);
    assertThat(violations.stream().limit(SHOWN_MAX).toList()).isEmpty();
  }
}
