package io.mcc.sim;

import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The same seed gives the same run, on any JDK and any machine. A refactoring must not move the
 * hash. A change of behaviour does: then run this test, copy the hash that it names into {@link
 * #HASH}, and say in the commit what moved it.
 */
class TraceHashTest {
  private static final String HASH = "0370b9a623229af0a2837e541a005a59";
  private static final long SEED = 1;
  private static final int NODE_COUNT = 100;

  @Test
  void shouldRunAsItEverDid() {
    TestSwarm test = scenario(SEED);
    System.out.printf(
        "trace: seed %d, %d nodes, %d entries, hash %s%n",
        SEED, NODE_COUNT, test.swarm.trace().entryCount(), test.swarm.trace().text());
    assertThat(test.swarm.trace().text()).isEqualTo(HASH);
  }

  @Test
  void shouldRunOtherwiseWithAnotherSeed() {
    assertThat(scenario(SEED + 1).swarm.trace().text()).isNotEqualTo(HASH);
  }

  private static TestSwarm scenario(long seed) {
    SwarmOptions options = new SwarmOptions(seed, NODE_COUNT);
    options.conditions().lossPerMillion(5_000).duplicatePerMillion(5_000);
    TestSwarm test = new TestSwarm(options).joinAll(SECOND_NS / 10).run(20 * SECOND_NS);
    List<PendingOutcome> puts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      test.run(SECOND_NS / 10);
      puts.add(test.putImmutable(test.randomRunning(), i, 10 + i * 40));
      String target = test.randomId().text();
      test.submit(test.randomRunning(), new Command.LookupNodes(target, TIMEOUT_NS, true));
    }
    test.finish();
    for (int i = 0; i < 5; i++) {
      test.swarm.crash(test.randomRunning());
    }
    for (PendingOutcome put : puts) {
      if (put.outcome() instanceof Outcome.Stored stored) {
        test.get(test.randomRunning(), stored.key());
      }
    }
    test.finish();
    return test.run(30 * SECOND_NS);
  }
}
