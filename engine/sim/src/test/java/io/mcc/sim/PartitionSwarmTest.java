package io.mcc.sim;

import static io.mcc.sim.TestSwarm.DAY_MS;
import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Expectation;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Threats 27 and 28: what either half of a parted network took is there when it is whole again. */
class PartitionSwarmTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int NODE_COUNT = FULL ? 200 : 60;
  private static final int NAMES_PER_ROUND = FULL ? 100 : 30;
  private static final long SEED = 51;

  private final TestSwarm test =
      new TestSwarm(new SwarmOptions(SEED, NODE_COUNT)).joinAll(SECOND_NS / 5).run(2 * MINUTE_NS);

  /** The last sequence acknowledged, by owner and name; the owner's own order of writes. */
  private final Map<Integer, Map<String, Long>> acknowledged = new TreeMap<>();

  private final Set<String> deleted = new HashSet<>();
  private final Map<String, String> keys = new HashMap<>();
  private int failedCount;

  @Test
  void shouldHaveAndAgreeOnEveryAcknowledgedRecordAfterTenMinutesInTwoHalves() {
    writeRound(0);
    test.swarm.network().partition(IntStream.range(0, NODE_COUNT / 2).toArray());
    for (int minute = 0; minute < 10; minute++) {
      test.run(MINUTE_NS);
      if (minute % 3 == 0) {
        writeRound(minute + 1);
      }
    }
    test.swarm.network().partition();
    test.run(MINUTE_NS);
    readAll();
    int disagreeing = countDisagreeing();
    System.out.printf(
        "partition: seed %d, %d nodes, %d names acknowledged (%d deleted), %d writes failed,"
            + " %d names of which holders disagree%n",
        SEED, NODE_COUNT, keys.size(), deleted.size(), failedCount, disagreeing);
    assertThat(disagreeing).isZero();
    assertThat(test.swarm.invariants().violations()).isEmpty();
  }

  /** New names, changes of old ones and deletions, by owners everywhere. */
  private void writeRound(int round) {
    List<PendingOutcome> writes = new ArrayList<>();
    for (int i = 0; i < NAMES_PER_ROUND; i++) {
      test.run(SECOND_NS / 20);
      int owner = test.random.nextInt(NODE_COUNT);
      String name = "n" + test.random.nextInt(4);
      boolean delete = test.random.nextInt(6) == 0;
      byte[] value = new byte[i % 10 == 0 ? 5_000 : 10];
      value[0] = (byte) round;
      writes.add(
          test.submit(
              owner,
              delete
                  ? new Command.DeleteMutable(name, Expectation.NONE, TIMEOUT_NS, false)
                  : new Command.PutMutable(
                      name, "text/plain", value, DAY_MS, Expectation.NONE, TIMEOUT_NS, false)));
    }
    test.finish();
    writes.forEach(this::note);
  }

  private void note(PendingOutcome write) {
    if (write.outcome() instanceof Outcome.Stored stored) {
      note(write, ((Command.PutMutable) write.command()).name(), stored.key(), stored.sequence());
    } else if (write.outcome() instanceof Outcome.Deleted gone) {
      note(write, ((Command.DeleteMutable) write.command()).name(), gone.key(), gone.sequence());
    } else if (((Outcome.Failed) write.outcome()).code() != FailureCode.NOT_FOUND) {
      // Not the deletion of what isn't there.
      failedCount++;
    }
  }

  private void note(PendingOutcome write, String name, String key, long sequence) {
    acknowledged
        .computeIfAbsent(write.node(), node -> new TreeMap<>())
        .merge(name, sequence, Math::max);
    keys.put(write.node() + "/" + name, key);
    if (acknowledged.get(write.node()).get(name) == sequence) {
      deleted.remove(write.node() + "/" + name);
      if (write.outcome() instanceof Outcome.Deleted) {
        deleted.add(write.node() + "/" + name);
      }
    }
  }

  /** Each name is read on a node of either half, and on one that may be anywhere. */
  private void readAll() {
    acknowledged.forEach(
        (owner, names) ->
            names.forEach(
                (name, sequence) -> {
                  int half = NODE_COUNT / 2;
                  read(test.random.nextInt(half), owner, name, sequence);
                  read(half + test.random.nextInt(half), owner, name, sequence);
                }));
  }

  private void read(int reader, int owner, String name, long sequence) {
    String id = test.swarm.id(owner).text();
    Outcome outcome = test.ask(reader, new Command.GetMutable(id, name, TIMEOUT_NS, false));
    if (deleted.contains(owner + "/" + name)) {
      assertThat(outcome).isInstanceOf(Outcome.Failed.class);
      assertThat(((Outcome.Failed) outcome).code()).isEqualTo(FailureCode.NOT_FOUND);
    } else {
      assertThat(outcome)
          .as("%s of node %d read by %d", name, owner, reader)
          .isInstanceOf(Outcome.Found.class);
      // A write that got no majority may have won all the same.
      assertThat(((Outcome.Found) outcome).sequence()).isGreaterThanOrEqualTo(sequence);
    }
  }

  private int countDisagreeing() {
    int count = 0;
    for (String key : keys.values()) {
      Set<String> held = new HashSet<>();
      for (int holder : test.holders(key)) {
        Outcome outcome = test.ask(holder, new Command.GetByKey(key, true, TIMEOUT_NS, false));
        held.add(outcome instanceof Outcome.Found found ? found.tag() : "deleted");
      }
      count += held.size() == 1 ? 0 : 1;
    }
    return count;
  }
}
