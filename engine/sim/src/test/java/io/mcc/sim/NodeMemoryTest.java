package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What memory a node takes that nobody wants anything of: ten thousand have to fit one JVM. */
class NodeMemoryTest {
  private static final int NODE_COUNT = Boolean.getBoolean("mcc.test.full") ? 1_000 : 200;
  private static final int NODE_BYTES_MAX = 48 << 10;
  private static final int SESSION_BYTES_MAX = 600;
  private static final long SEED = 7;

  @Test
  void shouldStaySmall() {
    List<Limits> limits = new ArrayList<>();
    SwarmOptions options =
        new SwarmOptions(SEED, NODE_COUNT)
            .limits(
                () -> {
                  limits.add(new Limits());
                  return limits.get(limits.size() - 1);
                });
    TestSwarm test = new TestSwarm(options).joinAll(SECOND_NS / 10).run(5 * MINUTE_NS);
    double sessions =
        limits.stream().mapToLong(l -> l.used(Limit.SESSIONS)).average().orElseThrow();
    long usedBytes = MemoryMeter.usedBytes();
    limits.clear();
    IntStream.range(0, NODE_COUNT).forEach(test.swarm::crash);
    double bytes = (double) (usedBytes - MemoryMeter.usedBytes()) / NODE_COUNT;

    System.out.printf(
        "NodeMemoryTest: seed %d, %d idle nodes of %.0f bytes with %.1f sessions:"
            + " %.0f bytes and %d a session%n",
        SEED, NODE_COUNT, bytes, sessions, bytes - SESSION_BYTES_MAX * sessions, SESSION_BYTES_MAX);
    assertThat(bytes).isLessThan(NODE_BYTES_MAX + SESSION_BYTES_MAX * sessions);
  }
}
