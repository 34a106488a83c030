package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import org.junit.jupiter.api.Test;

/** A node that has lost everybody comes back by those it knew, where its bootnode has moved. */
class LonelyNodeTest {
  private static final long SEED = 61;
  private static final int NODE_COUNT = 20;
  private static final int LONELY = 7;

  private final TestSwarm test = new TestSwarm(new SwarmOptions(SEED, NODE_COUNT));

  private int peerCount() {
    return ((Outcome.Status) test.ask(LONELY, new Command.NodeStatus())).peerCount();
  }

  // threat 28
  @Test
  void shouldComeBackThoughItsBootnodeHasMoved() {
    test.swarm.start(0);
    for (int node = 1; node < NODE_COUNT; node++) {
      test.run(SECOND_NS / 5).swarm.start(node, 0);
    }
    test.run(MINUTE_NS).swarm.network().partition(LONELY);
    test.run(10 * MINUTE_NS).swarm.rebind(0);
    assertThat(peerCount()).as("seed %d, alone", SEED).isZero();

    test.swarm.network().partition();
    test.run(2 * MINUTE_NS);
    assertThat(peerCount()).as("seed %d, back", SEED).isGreaterThan(NODE_COUNT / 2);
    test.run(11 * MINUTE_NS);
    assertThat(peerCount()).as("seed %d, refreshed", SEED).isGreaterThanOrEqualTo(NODE_COUNT - 2);
  }
}
