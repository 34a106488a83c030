package io.mcc.sim;

import static io.mcc.sim.TestSwarm.DAY_MS;
import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Expectation;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat 27: reads mend holders that are behind, and never yield less than an earlier one. */
class RepairSwarmTest {
  private static final int NODE_COUNT = 24;
  private static final int STALE_COUNT = 3;
  private static final long SEED = 41;
  private static final String NAME = "name";

  private final TestSwarm test =
      new TestSwarm(new SwarmOptions(SEED, NODE_COUNT)).joinAll(SECOND_NS / 5).run(2 * MINUTE_NS);

  private int owner;
  private int reader;
  private int[] stale;
  private String key;

  /** Writes a record, and then another one that some of its holders don't hear of. */
  private void writeTwice(int length, boolean delete) {
    owner = 0;
    key = ((Outcome.Stored) test.ask(owner, put(length))).key();
    int[] holders = test.holders(key);
    stale = Arrays.stream(holders).filter(node -> node != owner).limit(STALE_COUNT).toArray();
    // Too far away to stand in for those who are cut off.
    reader = test.swarm.find(test.closest(Id.parse(key), NODE_COUNT, owner).get(NODE_COUNT - 2));
    test.swarm.network().partition(stale);
    Outcome outcome =
        test.ask(
            owner,
            delete
                ? new Command.DeleteMutable(NAME, Expectation.NONE, TIMEOUT_NS, false)
                : put(length + 1));
    assertThat(outcome).isNotInstanceOf(Outcome.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 20_000})
  void shouldBringHoldersUpToDateThatAReadShowsToBeBehind(int length) {
    writeTwice(length, false);
    test.swarm.network().partition();
    assertThat(lengthRead()).isEqualTo(length + 1);
    test.run(SECOND_NS);
    for (int node : stale) {
      Outcome held = test.ask(node, new Command.GetByKey(key, true, TIMEOUT_NS, false));
      assertThat(((Outcome.Found) held).value()).hasSize(length + 1);
    }
    assertThat(count(EngineCounter.RECORD_REPAIRS_TAKEN)).isEqualTo(STALE_COUNT);
    assertThat(count(EngineCounter.RECORD_REPAIRS_SKIPPED)).isZero();
    assertThat(lengthRead()).isEqualTo(length + 1);
    test.run(SECOND_NS);
    assertThat(count(EngineCounter.RECORD_REPAIRS_TAKEN)).isEqualTo(STALE_COUNT);
  }

  @Test
  void shouldRefuseWhatIsOlderThanItHasRead() {
    writeTwice(100, false);
    assertThat(lengthRead()).isEqualTo(101);
    partReaderAndStaleOff();
    assertThat(codeRead(reader)).isEqualTo(FailureCode.STALE_ONLY);
    assertThat(count(EngineCounter.READS_STALE)).isEqualTo(1);
    // Who has read nothing before can't know better.
    assertThat(test.ask(stale[0], get())).isInstanceOf(Outcome.Found.class);
    test.swarm.network().partition();
    test.run(MINUTE_NS);
    assertThat(lengthRead()).isEqualTo(101);
  }

  @Test
  void shouldRememberADeletion() {
    writeTwice(100, true);
    assertThat(codeRead(reader)).isEqualTo(FailureCode.NOT_FOUND);
    partReaderAndStaleOff();
    assertThat(test.ask(stale[0], get())).isInstanceOf(Outcome.Found.class);
    assertThat(codeRead(reader)).isEqualTo(FailureCode.NOT_FOUND);
  }

  /** The reader is left with the stale holders, and with some that hold nothing yet. */
  private void partReaderAndStaleOff() {
    List<String> farthest = test.closest(Id.parse(key), NODE_COUNT, owner);
    int[] side = Arrays.copyOf(stale, 2 * STALE_COUNT);
    for (int i = STALE_COUNT; i < side.length; i++) {
      side[i] = test.swarm.find(farthest.get(farthest.size() - 1 - i + STALE_COUNT));
    }
    assertThat(side).contains(reader);
    test.swarm.network().partition(side);
    test.run(MINUTE_NS);
  }

  private int lengthRead() {
    Outcome outcome = test.ask(reader, get());
    assertThat(outcome).isInstanceOf(Outcome.Found.class);
    return ((Outcome.Found) outcome).value().length;
  }

  private FailureCode codeRead(int node) {
    Outcome outcome = test.ask(node, get());
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).code();
  }

  private Command get() {
    return new Command.GetMutable(test.swarm.id(owner).text(), NAME, TIMEOUT_NS, false);
  }

  private static Command put(int length) {
    return new Command.PutMutable(
        NAME, "text/plain", new byte[length], DAY_MS, Expectation.NONE, TIMEOUT_NS, false);
  }

  private long count(EngineCounter counter) {
    return test.swarm.counters(reader).value(counter);
  }
}
