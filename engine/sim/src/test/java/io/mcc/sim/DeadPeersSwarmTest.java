package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads don't wait long for peers that have died a moment ago. */
class DeadPeersSwarmTest {
  private static final long SEED = 9;
  private static final int NODE_COUNT = 100;
  private static final int RECORD_COUNT = 100;
  private static final int DEAD_COUNT = 10;
  private static final int READ_COUNT = 400;

  @Test
  void shouldReadWithoutWaitingForTheDead() {
    TestSwarm test =
        new TestSwarm(new SwarmOptions(SEED, NODE_COUNT)).joinAll(SECOND_NS / 10).run(MINUTE_NS);
    List<String> keys = put(test);
    Figures before = read(test, keys);
    for (int i = 0; i < DEAD_COUNT; i++) {
      test.swarm.crash(test.randomRunning());
    }
    Figures after = read(test, keys);
    System.out.printf(
        "DeadPeersSwarmTest: seed %d, %d nodes, %d dead at once, %d reads: %s before, %s after%n",
        SEED, NODE_COUNT, DEAD_COUNT, READ_COUNT, before, after);
    assertThat(after.foundCount).isEqualTo(READ_COUNT);
    assertThat(after.p99Ms).as("seed %d", SEED).isLessThan(2_000);
    assertThat(after.requests).isLessThan(1.3 * before.requests);
  }

  private static List<String> put(TestSwarm test) {
    List<PendingOutcome> puts = new ArrayList<>();
    for (int i = 0; i < RECORD_COUNT; i++) {
      puts.add(test.putImmutable(test.randomRunning(), i, 100));
      test.run(SECOND_NS / 20);
    }
    test.finish();
    return puts.stream().map(put -> ((Outcome.Stored) put.outcome()).key()).toList();
  }

  private record Figures(int foundCount, double meanMs, double p99Ms, double requests) {
    @Override
    public String toString() {
      return String.format("mean %.0f ms, p99 %.0f ms, %.1f requests", meanMs, p99Ms, requests);
    }
  }

  private static Figures read(TestSwarm test, List<String> keys) {
    List<PendingOutcome> reads = new ArrayList<>();
    for (int i = 0; i < READ_COUNT; i++) {
      String key = keys.get(test.random.nextInt(keys.size()));
      reads.add(
          test.submit(test.randomRunning(), new Command.GetByKey(key, false, TIMEOUT_NS, true)));
      test.run(SECOND_NS / 100);
    }
    test.finish();
    long[] durationsNs = reads.stream().mapToLong(PendingOutcome::durationNs).sorted().toArray();
    int found = (int) reads.stream().filter(r -> r.outcome() instanceof Outcome.Found).count();
    return new Figures(
        found,
        Arrays.stream(durationsNs).average().orElseThrow() / 1e6,
        durationsNs[READ_COUNT * 99 / 100] / 1e6,
        reads.stream().mapToInt(r -> r.outcome().trace().size()).average().orElseThrow());
  }
}
