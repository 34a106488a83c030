package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of every kind, then a whole network again, then everything is demanded of it. */
class ChaosSwarmTest {
  private static final int NODE_COUNT = 40;
  private static final int STEP_COUNT = 300;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldKeepEveryInvariantAndRecover(long seed) {
    TestSwarm test =
        new TestSwarm(new SwarmOptions(seed, NODE_COUNT)).joinAll(SECOND_NS / 5).run(MINUTE_NS);
    Swarm swarm = test.swarm;
    swarm.network().conditions().lossPerMillion(100_000).duplicatePerMillion(50_000);
    for (int step = 0; step < STEP_COUNT; step++) {
      test.run(SECOND_NS / 5);
      disturb(test, step);
    }
    swarm.network().partition();
    swarm.network().conditions().lossPerMillion(0).duplicatePerMillion(0);
    for (int i = 0; i < NODE_COUNT; i++) {
      if (!swarm.isRunning(i)) {
        swarm.start(i, test.randomRunning());
      }
    }
    test.finish();
    assertThat(new Invariants(swarm).violations()).as("seed %d", seed).isEmpty();
    test.run(5 * MINUTE_NS);
    assertThat(new Invariants(swarm).violations()).as("seed %d", seed).isEmpty();
    demandLookups(test, seed);
  }

  private static void disturb(TestSwarm test, int step) {
    Swarm swarm = test.swarm;
    int node = test.randomRunning();
    switch (test.random.nextInt(6)) {
      case 0 -> crashIfManyRun(test, node);
      case 1 -> startOne(test);
      case 2 -> test.putImmutable(node, step, 10 + step * 50);
      case 3 -> test.get(node, test.randomId().text());
      case 4 -> {
        String target = test.randomId().text();
        test.submit(node, new Command.LookupNodes(target, TIMEOUT_NS, false));
      }
      default -> {
        if (step % 3 == 0) {
          swarm.network().partition();
        } else {
          swarm.network().partition(node, (node + 1) % NODE_COUNT, (node + 2) % NODE_COUNT);
        }
      }
    }
  }

  private static void crashIfManyRun(TestSwarm test, int node) {
    int runningCount = 0;
    for (int i = 0; i < NODE_COUNT; i++) {
      runningCount += test.swarm.isRunning(i) ? 1 : 0;
    }
    if (runningCount > NODE_COUNT * 3 / 4) {
      test.swarm.crash(node);
    }
  }

  private static void startOne(TestSwarm test) {
    for (int i = 0; i < NODE_COUNT; i++) {
      if (!test.swarm.isRunning(i)) {
        test.swarm.start(i, test.randomRunning());
        return;
      }
    }
  }

  /**
   * Sessions whose other end was lost unnoticed are found out by two unanswered requests, which may
   * cost a lookup one node: once.
   */
  private static void demandLookups(TestSwarm test, long seed) {
    int rightCount = 0;
    for (int node = 0; node < NODE_COUNT; node++) {
      Id target = test.randomId();
      Outcome outcome = test.ask(node, new Command.LookupNodes(target.text(), TIMEOUT_NS, false));
      assertThat(outcome).as("seed %d, node %d", seed, node).isInstanceOf(Outcome.Nodes.class);
      List<String> found =
          ((Outcome.Nodes) outcome).nodes().stream().map(Outcome.PeerView::id).toList();
      rightCount += found.equals(test.closest(target, 16, node)) ? 1 : 0;
    }
    System.out.printf("chaos: seed %d, %d of %d lookups right%n", seed, rightCount, NODE_COUNT);
    assertThat(rightCount).as("seed %d", seed).isGreaterThanOrEqualTo(NODE_COUNT * 3 / 4);
  }
}
