package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Records put into a swarm are found, stay found, and stay on eight nodes. */
class RecordSwarmTest {
  private static final int NODE_COUNT = 100;
  private static final int RECORD_COUNT = 200;
  private static final int REPLICA_COUNT = 8;
  private static final long SEED = 11;

  /** A majority of the eight holders is never slow. */
  private static final int SLOW_COUNT = 3;

  private static final int SLOW_RUN_COUNT = Boolean.getBoolean("mcc.test.full") ? 200 : 5;

  @Test
  void shouldFindEveryRecordAndKeepItOnEightNodesWhenTenOfAHundredCrash() {
    TestSwarm test = joined(new SwarmOptions(SEED, NODE_COUNT));
    List<String> keys = putAll(test, RECORD_COUNT);
    getAll(test, keys);
    test.run(MINUTE_NS);
    print("before the crash", test, keys);
    for (int i = 0; i < NODE_COUNT / 10; i++) {
      test.swarm.crashWithDisk(test.randomRunning());
    }
    print("after the crash", test, keys);
    test.run(3 * MINUTE_NS);
    print("3 minutes later", test, keys);
    for (String key : keys) {
      assertThat(test.copies(key))
          .as("copies of %s", key)
          .isBetween(REPLICA_COUNT - 1, REPLICA_COUNT + 1);
    }
    getAll(test, keys);
    assertThat(test.swarm.invariants().violations()).isEmpty();
  }

  /** Two of three have lost their disks: a majority misses the record, and it isn't gone. */
  @Test
  void shouldFindTheLastCopyWhereAMajorityMissesIt() {
    TestSwarm test = joined(new SwarmOptions(SEED + 5, 3));
    List<String> keys = putAll(test, 40);
    for (int node = 0; node < 2; node++) {
      test.swarm.crashWithDisk(node);
      test.swarm.start(node, 2);
    }
    assertThat(test.swarm.runUntil(() -> knowsAll(test, 0) && knowsAll(test, 1), MINUTE_NS))
        .isTrue();
    List<PendingOutcome> gets = new ArrayList<>();
    for (String key : keys) {
      if (test.copies(key) == 1) {
        gets.add(test.get(0, key));
        gets.add(test.get(1, key));
      }
    }
    test.finish();
    assertThat(gets).hasSizeGreaterThan(40);
    assertThat(gets).allMatch(get -> get.outcome() instanceof Outcome.Found);
  }

  private static boolean knowsAll(TestSwarm test, int node) {
    Outcome.Status status = (Outcome.Status) test.ask(node, new Command.NodeStatus());
    return status.peerCount() == 2;
  }

  @Test
  void shouldWorkWhileOneInTwentyDatagramsIsLost() {
    SwarmOptions options = new SwarmOptions(SEED + 1, 50);
    options.conditions().lossPerMillion(50_000);
    TestSwarm test = joined(options);
    getAll(test, putAll(test, 100));
    assertThat(test.swarm.invariants().violations()).isEmpty();
  }

  /** Threat 5: every datagram arrives twice, and counts once. */
  @Test
  void shouldTakeEveryDatagramOnceWhenAllArriveTwice() {
    SwarmOptions options = new SwarmOptions(SEED + 2, 50);
    options.conditions().duplicatePerMillion(1_000_000);
    TestSwarm test = joined(options);
    getAll(test, putAll(test, 100));
    assertThat(test.swarm.invariants().violations()).isEmpty();
  }

  @Test
  void shouldAnswerWhatItsDiskHoldsAfterARestart() {
    TestSwarm test = joined(new SwarmOptions(SEED + 3, 20));
    List<String> keys = putAll(test, 50);
    Map<Integer, Long> counts = new HashMap<>();
    for (int i = 1; i < 20; i++) {
      test.run(SECOND_NS);
      counts.put(i, test.swarm.store(i).count());
      test.swarm.crash(i);
      test.swarm.start(i, 0);
      assertThat(test.swarm.store(i).count()).isGreaterThanOrEqualTo(counts.get(i));
    }
    test.run(10 * SECOND_NS);
    getAll(test, keys);
  }

  /** A node that answers late holds the record too: one in its place would be a copy too many. */
  @Test
  void shouldMakeNoCopyMoreWhereDisksAreSlow() {
    Map<Integer, Integer> recordsByCopies = new TreeMap<>();
    for (int i = 0; i < SLOW_RUN_COUNT; i++) {
      long seed = SEED + i;
      TestSwarm test = joined(new SwarmOptions(seed, 24));
      for (String key : putWhileDisksAreSlow(test)) {
        int copies = test.copies(key);
        recordsByCopies.merge(copies, 1, Integer::sum);
        assertThat(copies).as("copies, seed %d, key %s", seed, key).isBetween(7, 9);
      }
    }
    System.out.printf(
        "RecordSwarmTest: slow disks, seeds %d to %d, records by number of copies: %s%n",
        SEED, SEED + SLOW_RUN_COUNT - 1, recordsByCopies);
  }

  /** Other content than before: who published the same already would keep it at home as well. */
  private static List<String> putWhileDisksAreSlow(TestSwarm test) {
    putAll(test, 20);
    test.run(2 * MINUTE_NS);
    for (int i = 0; i < SLOW_COUNT; i++) {
      test.swarm.log(i).mode(HeapRecordLog.Mode.HANGING);
    }
    List<PendingOutcome> puts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      puts.add(test.putImmutable(SLOW_COUNT + i % 20, 20 + i, i % 10 == 0 ? 20_000 : 100));
    }
    test.finish();
    for (int i = 0; i < SLOW_COUNT; i++) {
      test.swarm.log(i).mode(HeapRecordLog.Mode.WORKING);
    }
    test.run(SECOND_NS);
    return keys(puts);
  }

  private static TestSwarm joined(SwarmOptions options) {
    return new TestSwarm(options).joinAll(SECOND_NS / 5).run(MINUTE_NS);
  }

  private static List<String> putAll(TestSwarm test, int count) {
    List<PendingOutcome> puts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      test.run(SECOND_NS / 20);
      int length = i % 10 == 0 ? 20_000 : 4 + i;
      puts.add(test.putImmutable(test.randomRunning(), i, length));
    }
    test.finish();
    return keys(puts);
  }

  private static List<String> keys(List<PendingOutcome> puts) {
    List<String> keys = new ArrayList<>();
    for (PendingOutcome put : puts) {
      assertThat(put.outcome()).isInstanceOf(Outcome.Stored.class);
      keys.add(((Outcome.Stored) put.outcome()).key());
    }
    return keys;
  }

  private static void getAll(TestSwarm test, List<String> keys) {
    List<PendingOutcome> gets = new ArrayList<>();
    for (String key : keys) {
      test.run(SECOND_NS / 20);
      gets.add(test.get(test.randomRunning(), key));
    }
    test.finish();
    for (int i = 0; i < gets.size(); i++) {
      assertThat(gets.get(i).outcome())
          .as("get of %s by node %d", keys.get(i), gets.get(i).node())
          .isInstanceOf(Outcome.Found.class);
      assertThat(((Outcome.Found) gets.get(i).outcome()).key()).isEqualTo(keys.get(i));
    }
  }

  private static void print(String when, TestSwarm test, List<String> keys) {
    Map<Integer, Integer> keysByCopies = new TreeMap<>();
    keys.forEach(key -> keysByCopies.merge(test.copies(key), 1, Integer::sum));
    System.out.println("copies " + when + ", records by number of copies: " + keysByCopies);
  }
}
