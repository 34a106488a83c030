package io.mcc.sim;

import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import io.mcc.engine.counter.EngineCounter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defences against strangers must not keep out many honest nodes that start at one instant. */
class MassStartTest {
  private static final long SEED = 3;

  @ParameterizedTest
  @CsvSource({"24,true,1", "100,true,3", "300,false,5"})
  void shouldLetAllInThatStartAtOnceWithOneBootnode(int nodeCount, boolean local, int seconds) {
    SwarmOptions options = new SwarmOptions(SEED, nodeCount);
    if (local) {
      options.endpoints(node -> Endpoint.parse("127.0.0.1:" + (10_000 + node)));
      options.conditions().latencyNs(50_000, 50_000).jitterNs(50_000);
    }
    TestSwarm test = new TestSwarm(options);
    test.swarm.start(0);
    for (int node = 1; node < nodeCount; node++) {
      test.swarm.start(node, 0);
    }
    boolean joined = test.swarm.runUntil(() -> joinedCount(test) == nodeCount, seconds * SECOND_NS);
    System.out.printf(
        "MassStartTest seed %d: %d of %d joined in %.2f s, %d RETRY, %d over budget%n",
        SEED,
        joinedCount(test),
        nodeCount,
        test.swarm.nowNs() / (double) SECOND_NS,
        test.swarm.counters(0).value(EngineCounter.RETRIES_SENT),
        test.swarm.counters(0).value(EngineCounter.REJECTED_HANDSHAKE_BUDGET));
    assertThat(joined).isTrue();
  }

  private static int joinedCount(TestSwarm test) {
    int count = 0;
    for (int node = 0; node < test.swarm.nodeCount(); node++) {
      count += test.swarm.node(node).joined() ? 1 : 0;
    }
    return count;
  }
}
