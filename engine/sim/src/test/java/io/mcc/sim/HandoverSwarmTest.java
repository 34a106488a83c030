package io.mcc.sim;

import static io.mcc.sim.TestSwarm.DAY_MS;
import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Expectation;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Threat 28: nodes that stop in order leave as many copies behind as there were. */
class HandoverSwarmTest {
  private static final int NODE_COUNT = 40;
  private static final int RECORD_COUNT = 120;
  private static final long STOP_MAX_NS = 3 * SECOND_NS;
  private static final long SEED = 31;

  /** The watch takes up to 45 s to begin: between two stops here is time for nothing but a stop. */
  @Test
  void shouldKeepEightCopiesWhileHalfOfAllNodesStopOneByOne() {
    TestSwarm test = joined(NODE_COUNT, SEED);
    List<String> keys = putAll(test);
    TreeMap<Integer, Integer> worst = new TreeMap<>();
    for (int stopped = 0; stopped < NODE_COUNT / 2; stopped++) {
      int node = test.randomRunning();
      stop(test, node);
      test.run(SECOND_NS / 2);
      int fewest = keys.stream().mapToInt(test::copies).min().orElseThrow();
      worst.merge(fewest, 1, Integer::sum);
    }
    System.out.printf(
        "handover: seed %d, fewest copies of a record after each of %d stops: %s%n",
        SEED, NODE_COUNT / 2, worst);
    assertThat(worst.firstKey()).isGreaterThanOrEqualTo(8);
    for (String key : keys) {
      assertThat(test.ask(test.randomRunning(), get(key))).isInstanceOf(Outcome.Found.class);
    }
  }

  @Test
  void shouldStopAtOnceWhereNobodyOrNothingIsThere() {
    TestSwarm test = new TestSwarm(new SwarmOptions(SEED, 3)).joinAll(SECOND_NS).run(MINUTE_NS);
    test.swarm.stop(2);
    assertThat(test.swarm.isRunning(2)).isFalse();
    test.swarm.crash(1);
    TestSwarm alone = new TestSwarm(new SwarmOptions(SEED, 1)).joinAll(SECOND_NS);
    alone.ask(0, put("n", 1));
    alone.swarm.stop(0);
    assertThat(alone.swarm.isRunning(0)).isFalse();
  }

  /** Nobody waits for the silence of one who has taken his leave; and it may come back at once. */
  @Test
  void shouldTakeALeavingNodeOutOfTheTablesAtOnceAndBackInWhenItReturns() {
    TestSwarm test = joined(6, SEED);
    int before = nodesThatKnow(test, 5);
    assertThat(before).isPositive();
    test.swarm.stop(5);
    test.run(SECOND_NS);
    assertThat(nodesThatKnow(test, 5)).isZero();
    long leftCount = 0;
    for (int node = 0; node < 5; node++) {
      leftCount += test.swarm.counters(node).value(EngineCounter.CONTACTS_LEFT);
    }
    assertThat(leftCount).isEqualTo(before);
    test.swarm.start(5, 0);
    test.run(10 * SECOND_NS);
    assertThat(nodesThatKnow(test, 5)).isPositive();
  }

  /** Who should take over is unreachable: the stop waits for its time, and no longer. */
  @Test
  void shouldStopInTimeWhereNobodyAnswers() {
    TestSwarm test = joined(12, SEED + 1);
    putAll(test);
    test.swarm.network().partition(3);
    stop(test, 3);
  }

  private static void stop(TestSwarm test, int node) {
    test.swarm.stop(node);
    assertThat(test.swarm.runUntil(() -> !test.swarm.isRunning(node), STOP_MAX_NS)).isTrue();
  }

  private static int nodesThatKnow(TestSwarm test, int known) {
    String id = test.swarm.id(known).text();
    int count = 0;
    for (int node = 0; node < known; node++) {
      Outcome.Peers peers = (Outcome.Peers) test.ask(node, new Command.ListPeers(100, null));
      count += peers.peers().stream().anyMatch(peer -> peer.id().equals(id)) ? 1 : 0;
    }
    return count;
  }

  private static TestSwarm joined(int nodeCount, long seed) {
    return new TestSwarm(new SwarmOptions(seed, nodeCount))
        .joinAll(SECOND_NS / 5)
        .run(2 * MINUTE_NS);
  }

  /** Short and long, immutable and mutable; each has a publisher that may stop too. */
  private static List<String> putAll(TestSwarm test) {
    List<PendingOutcome> puts = new ArrayList<>();
    for (int i = 0; i < RECORD_COUNT; i++) {
      test.run(SECOND_NS / 20);
      int length = i % 10 == 0 ? 20_000 : 4 + i;
      int node = test.randomRunning();
      puts.add(
          i % 2 == 0
              ? test.putImmutable(node, i, length)
              : test.submit(node, put("name" + i, length)));
    }
    test.finish();
    test.run(2 * MINUTE_NS);
    List<String> keys = new ArrayList<>();
    for (PendingOutcome put : puts) {
      assertThat(put.outcome()).isInstanceOf(Outcome.Stored.class);
      keys.add(((Outcome.Stored) put.outcome()).key());
    }
    return keys;
  }

  private static Command put(String name, int length) {
    return new Command.PutMutable(
        name, "text/plain", new byte[length], DAY_MS, Expectation.NONE, TIMEOUT_NS, false);
  }

  private static Command get(String key) {
    return new Command.GetByKey(key, false, TIMEOUT_NS, false);
  }
}
