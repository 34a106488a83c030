package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a network says when nobody wants anything of it. */
class IdleTrafficTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int NODE_COUNT = FULL ? 1_000 : 100;
  private static final int MINUTES = 30;
  private static final int DATAGRAMS_PER_MINUTE_MAX = 120;
  private static final long SEED = 12;

  @Test
  void shouldSendLittleWhenIdle() {
    TestSwarm test =
        new TestSwarm(new SwarmOptions(SEED, NODE_COUNT))
            .joinAll(SECOND_NS / 10)
            .run(15 * MINUTE_NS);
    VirtualNetwork network = test.swarm.network();
    long[] before = IntStream.range(0, NODE_COUNT).mapToLong(network::sentCount).toArray();
    long sentBefore = network.sentCount();
    test.run(MINUTES * MINUTE_NS);
    double mean = (double) (network.sentCount() - sentBefore) / NODE_COUNT / MINUTES;
    double most =
        IntStream.range(0, NODE_COUNT)
                .mapToLong(i -> network.sentCount(i) - before[i])
                .max()
                .orElse(0)
            / (double) MINUTES;
    System.out.printf(
        "IdleTrafficTest: seed %d, %d nodes: %.1f datagrams sent a minute and node, as many"
            + " received; the busiest sent %.1f%n",
        SEED, NODE_COUNT, mean, most);
    assertThat(most).as("sent by the busiest").isLessThanOrEqualTo(DATAGRAMS_PER_MINUTE_MAX);
  }
}
