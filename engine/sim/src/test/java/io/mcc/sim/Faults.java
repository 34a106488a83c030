package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;

import io.mcc.sim.HeapRecordLog.Mode;
import java.util.TreeSet;

/**
 * Everything that may happen to nodes, disks, clocks and the network of a swarm, one thing at a
 * time as the random draws say, until it is all made good. A minority is down at any time.
 */
final class Faults {
  private static final long MILLISECOND_NS = 1_000_000;
  private static final int CLOCK_STEP_SMALL_MS = 9 * 60_000;
  private static final int CLOCK_STEP_LARGE_MS = 3 * 3_600_000;

  private final TestSwarm test;
  private final Swarm swarm;
  private final SeededRandom random;

  /** Nodes whose log has failed, or may have: only a start makes it good. */
  private final TreeSet<Integer> broken = new TreeSet<>();

  Faults(TestSwarm test) {
    this.test = test;
    this.swarm = test.swarm;
    this.random = test.random;
  }

  /** The conditions of a whole run. */
  static void setScene(NetworkConditions conditions, SeededRandom random) {
    long latencyMinNs = (1 + random.nextInt(20)) * MILLISECOND_NS;
    conditions
        .latencyNs(latencyMinNs, latencyMinNs + (1 + random.nextInt(100)) * MILLISECOND_NS)
        .jitterNs(random.nextInt(30) * MILLISECOND_NS);
  }

  /** Something happens. */
  void strike() {
    int node = test.randomRunning();
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> crash(node);
      case 3, 4, 5, 6 -> startOne();
      case 7, 8 -> part();
      case 9 -> swarm.network().partition();
      case 10 -> disturbNetwork();
      case 11 -> stepClock(node);
      case 12 -> swarm.clockAhead(node, 0);
      case 13, 14 -> breakDisk(node);
      case 15, 16 -> mendDisk(random.nextInt(swarm.nodeCount()));
      case 17 -> swarm.rebind(node);
      case 18 -> swarm.network().nat(node, NatFilter.values()[random.nextInt(3)]);
      default -> swarm.keepContacts(node);
    }
  }

  private void crash(int node) {
    if (runningCount() <= swarm.nodeCount() * 2 / 3) {
      return;
    }
    switch (random.nextInt(10)) {
      case 0 -> swarm.crashWithDisk(node);
      case 1, 2, 3 -> swarm.losePower(node);
      case 4, 5 -> swarm.stop(node);
      default -> swarm.crash(node);
    }
  }

  private int runningCount() {
    int count = 0;
    for (int i = 0; i < swarm.nodeCount(); i++) {
      count += swarm.isRunning(i) ? 1 : 0;
    }
    return count;
  }

  private void startOne() {
    int first = random.nextInt(swarm.nodeCount());
    for (int i = 0; i < swarm.nodeCount(); i++) {
      int node = (first + i) % swarm.nodeCount();
      if (!swarm.isRunning(node)) {
        start(node);
        return;
      }
    }
  }

  private void start(int node) {
    if (broken.remove(node)) {
      swarm.log(node).mode(Mode.WORKING);
    }
    swarm.start(node, test.randomRunning(), test.randomRunning());
  }

  private void part() {
    byte[] sides = new byte[swarm.nodeCount()];
    int oneIn = 2 + random.nextInt(6);
    for (int i = 0; i < sides.length; i++) {
      sides[i] = (byte) (random.nextInt(oneIn) == 0 ? 1 : 0);
    }
    swarm.network().partition(sides);
  }

  private void disturbNetwork() {
    swarm
        .network()
        .conditions()
        .lossPerMillion(random.nextInt(150_000))
        .duplicatePerMillion(random.nextInt(100_000))
        .reorder(random.nextInt(100_000), random.nextInt(500) * MILLISECOND_NS);
  }

  private void stepClock(int node) {
    int step = random.nextInt(4) > 0 ? CLOCK_STEP_SMALL_MS : CLOCK_STEP_LARGE_MS;
    swarm.clockAhead(node, random.nextInt(2 * step) - step);
  }

  private void breakDisk(int node) {
    Mode[] modes = Mode.values();
    Mode mode = modes[1 + random.nextInt(modes.length - 1)];
    if (mode == Mode.FAILING) {
      broken.add(node);
    }
    swarm.log(node).mode(mode);
  }

  /** A log that has failed stays failed until its node starts again. */
  private void mendDisk(int node) {
    if (!broken.contains(node)) {
      swarm.log(node).mode(Mode.WORKING);
    }
  }

  /**
   * Time passes: mostly little, sometimes enough for keys to wear out and neighbours to be missed.
   */
  void pause() {
    test.run(random.nextInt(60) == 0 ? 3 * MINUTE_NS : SECOND_NS / 20 + random.nextNs(SECOND_NS));
  }

  /** Makes everything good, and starts whoever is down. */
  void heal() {
    swarm.network().partition();
    swarm.network().conditions().lossPerMillion(0).duplicatePerMillion(0).reorder(0, 0);
    for (int i = 0; i < swarm.nodeCount(); i++) {
      swarm.network().nat(i, NatFilter.NONE);
      swarm.clockAhead(i, 0);
      mendDisk(i);
    }
    // Who is about to stop is given the time that a stop may take.
    test.run(5 * SECOND_NS);
    for (int i = 0; i < swarm.nodeCount(); i++) {
      if (broken.contains(i) && swarm.isRunning(i)) {
        swarm.crash(i);
      }
    }
    for (int i = 0; i < swarm.nodeCount(); i++) {
      if (!swarm.isRunning(i)) {
        start(i);
      }
    }
  }
}
