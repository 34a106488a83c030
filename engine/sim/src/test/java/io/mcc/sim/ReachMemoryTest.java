package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.counter.EngineCounter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A node that comes back in a small network has dialled everybody before a stranger could reach it:
 * it goes on where it was reached before.
 */
class ReachMemoryTest {
  private static final long SEED = 12;
  private static final int NODE_COUNT = 30;
  private static final int ROUND_COUNT = 2;

  private final TestSwarm test =
      new TestSwarm(new SwarmOptions(SEED, NODE_COUNT)).joinAll(SECOND_NS / 5).run(10 * MINUTE_NS);

  private void restartAll() {
    for (int node = 0; node < NODE_COUNT; node++) {
      test.swarm.keepContacts(node);
      test.swarm.crash(node);
      test.run(5 * SECOND_NS);
      test.swarm.start(node);
      test.run(5 * SECOND_NS);
    }
  }

  private boolean isClient(int node) {
    return test.swarm.node(node).view().isClient();
  }

  private long clientCount() {
    return IntStream.range(0, NODE_COUNT).filter(this::isClient).count();
  }

  @Test
  void shouldBeNoClientAfterARestartWhereNobodyIsAStranger() {
    assertThat(clientCount()).as("seed %d, before", SEED).isZero();

    for (int round = 0; round < ROUND_COUNT; round++) {
      restartAll();
      assertThat(clientCount()).as("seed %d, round %d", SEED, round).isZero();
    }
    assertThat(
            IntStream.range(0, NODE_COUNT)
                .mapToLong(node -> test.swarm.counters(node).value(EngineCounter.REACH_REMEMBERED))
                .sum())
        .as("nodes that wouldn't have known it else, seed %d", SEED)
        .isPositive();
  }

  /** Those that knew it have sessions of its earlier life still, and dial it all the same. */
  @Test
  void shouldBeNoClientForLongAfterARestartThatRemembersNothing() {
    for (int node = 0; node < NODE_COUNT; node++) {
      test.swarm.crash(node);
      test.run(SECOND_NS);
      test.swarm.start(node, (node + 1) % NODE_COUNT);
      test.run(10 * SECOND_NS);
    }
    System.out.printf("reach memory: seed %d, %d clients of %d%n", SEED, clientCount(), NODE_COUNT);
    assertThat(clientCount()).as("seed %d", SEED).isZero();
  }

  @Test
  void shouldBeAClientWhereItComesBackBehindANat() {
    int moved = NODE_COUNT - 1;
    test.swarm.keepContacts(moved);
    test.swarm.crash(moved);
    test.swarm.network().nat(moved, NatFilter.ADDRESS_AND_PORT_DEPENDENT);
    test.swarm.rebind(moved);

    test.swarm.start(moved);
    test.run(MINUTE_NS);

    assertThat(isClient(moved)).as("seed %d", SEED).isTrue();
    assertThat(test.swarm.counters(moved).value(EngineCounter.REACH_REMEMBERED)).isZero();
  }
}
