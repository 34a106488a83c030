package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * One run by one seed. First anything may happen, and only the invariants are asked for. Then
 * everything is made good, and after fifteen minutes everything is demanded: every command has
 * ended, nine lookups in ten find exactly the closest nodes, whatever was acknowledged is read and
 * lies on eight nodes again, and everybody can write.
 */
final class FaultRun {
  private static final int STEP_COUNT = 400;
  private static final int WORK_COUNT = 3;
  private static final int REPLICA_COUNT = 8;

  private final long seed;
  private final TestSwarm test;
  private final Faults faults;
  private final RecordWork work;
  private int rightCount;
  private int incompleteCount;

  FaultRun(long seed) {
    this.seed = seed;
    SeededRandom random = SeededRandom.of(seed, 1L << 51);
    SwarmOptions options = new SwarmOptions(seed, 12 + random.nextInt(24));
    Faults.setScene(options.conditions(), random);
    test = new TestSwarm(options);
    faults = new Faults(test);
    work = new RecordWork(test);
  }

  /** Virtual time so far. */
  long nowNs() {
    return test.swarm.nowNs();
  }

  FaultRun run() {
    test.joinAll(SECOND_NS / 5).run(MINUTE_NS);
    for (int step = 0; step < STEP_COUNT; step++) {
      faults.pause();
      for (int i = 0; i < WORK_COUNT; i++) {
        work.doOne();
      }
      if (test.random.nextInt(2) == 0) {
        faults.strike();
      }
    }
    faults.heal();
    test.finish();
    test.run(15 * MINUTE_NS);
    demand();
    return this;
  }

  private void demand() {
    assertThat(test.swarm.invariants().violations()).as("seed %d", seed).isEmpty();
    work.conclude();
    demandLookups();
    demandRecords();
    demandWrites();
    test.finish();
    System.out.printf(
        "FaultsSwarmTest: seed %d, %d nodes, %.0f virtual seconds, %d events, %d commands,"
            + " %d records lost with their disks; %d of %d lookups right, %d of %d records"
            + " not on all eight%n",
        seed,
        test.swarm.nodeCount(),
        nowNs() / 1e9,
        test.swarm.eventCount(),
        work.commandCount(),
        test.swarm.invariants().records().lostCount(),
        rightCount,
        test.swarm.nodeCount(),
        incompleteCount,
        work.expected().size());
  }

  private void demandLookups() {
    for (int node = 0; node < test.swarm.nodeCount(); node++) {
      Id target = test.randomId();
      Outcome outcome = test.ask(node, new Command.LookupNodes(target.text(), TIMEOUT_NS, false));
      assertThat(outcome).as("seed %d, node %d", seed, node).isInstanceOf(Outcome.Nodes.class);
      List<String> found =
          ((Outcome.Nodes) outcome).nodes().stream().map(Outcome.PeerView::id).toList();
      rightCount += found.equals(test.closest(target, 16, node)) ? 1 : 0;
    }
    assertThat(10 * rightCount)
        .as("seed %d: right lookups, times ten", seed)
        .isGreaterThanOrEqualTo(9 * test.swarm.nodeCount());
  }

  private void demandRecords() {
    List<String> wrong = new ArrayList<>();
    for (String key : work.expected()) {
      for (int i = 0; i < 2; i++) {
        int reader = test.randomRunning();
        String error =
            work.wrong(key, test.ask(reader, new Command.GetByKey(key, false, TIMEOUT_NS, true)));
        if (error != null && !wasLost(key)) {
          wrong.add("node " + reader + ": " + error);
        }
      }
      incompleteCount += test.copies(key) >= REPLICA_COUNT || wasLost(key) ? 0 : 1;
    }
    assertThat(wrong).as("seed %d", seed).isEmpty();
    assertThat(incompleteCount).as("seed %d: records not on eight nodes", seed).isZero();
  }

  private boolean wasLost(String key) {
    return test.swarm.invariants().records().wasLost(Id.parse(key));
  }

  private void demandWrites() {
    for (int node = 0; node < test.swarm.nodeCount(); node++) {
      PendingOutcome put = test.putImmutable(node, node, 300);
      test.finish();
      assertThat(put.outcome())
          .as("seed %d, node %d", seed, node)
          .isInstanceOf(Outcome.Stored.class);
    }
  }
}
