package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Threat 28: who stood in for a node that was slow for a moment gives its copy up afterwards. */
class SurplusSwarmTest {
  private static final int NODE_COUNT = 12;
  private static final int REPLICA_COUNT = 8;
  private static final int RECORD_COUNT = 120;
  private static final int SLOW_NODE = 5;
  private static final long SEED = 53;

  private final TestSwarm test =
      new TestSwarm(new SwarmOptions(SEED, NODE_COUNT)).joinAll(SECOND_NS / 5).run(MINUTE_NS);

  @Test
  void shouldEndWithTheClosestEightThoughOneOfThemWasSlowWhileRecordsWerePut() {
    test.swarm.network().partition(SLOW_NODE);
    List<PendingOutcome> puts = new ArrayList<>();
    for (int i = 0; i < RECORD_COUNT; i++) {
      puts.add(test.putImmutable(writer(i), i, 100));
      test.run(SECOND_NS / RECORD_COUNT);
    }
    test.run(SECOND_NS);
    test.swarm.network().partition();
    test.finish();
    List<String> keys = puts.stream().map(put -> ((Outcome.Stored) put.outcome()).key()).toList();
    readAll(keys);
    int before = surplus(keys);
    assertThat(before).as("the slow node was stood in for").isPositive();
    test.run(2 * MINUTE_NS);
    System.out.printf(
        "SurplusSwarmTest: seed %d, %d copies too many at first; records by number of copies: %s%n",
        SEED, before, recordsByCopies(keys));
    assertThat(surplus(keys)).as("copies too many").isZero();
    for (String key : keys) {
      assertThat(test.holders(key)).as(key).contains(closest(key));
    }
  }

  private static int writer(int record) {
    return (SLOW_NODE + 1 + record % (NODE_COUNT - 1)) % NODE_COUNT;
  }

  /** A read shows the slow node to lack what it should hold, and brings it there. */
  private void readAll(List<String> keys) {
    for (int i = 0; i < RECORD_COUNT; i++) {
      test.get(writer(i + 1), keys.get(i));
      test.run(SECOND_NS / 20);
    }
    test.finish();
    test.run(SECOND_NS);
  }

  /** Copies at nodes that are neither among the closest eight nor the writer. */
  private int surplus(List<String> keys) {
    int count = 0;
    for (int i = 0; i < RECORD_COUNT; i++) {
      List<Integer> rightful = new ArrayList<>(List.of(writer(i)));
      Arrays.stream(closest(keys.get(i))).forEach(rightful::add);
      count +=
          (int) Arrays.stream(test.holders(keys.get(i))).filter(n -> !rightful.contains(n)).count();
    }
    return count;
  }

  private int[] closest(String key) {
    return test.closest(Id.parse(key), REPLICA_COUNT, -1).stream()
        .mapToInt(id -> test.swarm.find(id))
        .toArray();
  }

  private Map<Integer, Integer> recordsByCopies(List<String> keys) {
    Map<Integer, Integer> recordsByCopies = new TreeMap<>();
    keys.forEach(key -> recordsByCopies.merge(test.copies(key), 1, Integer::sum));
    return recordsByCopies;
  }
}
