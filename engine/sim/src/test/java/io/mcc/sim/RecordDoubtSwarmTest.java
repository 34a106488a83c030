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
import io.mcc.engine.counter.EngineCounter;
import org.junit.jupiter.api.Test;

/** Threat 32: a node whose journal has lost its last entries, among peers who have theirs. */
class RecordDoubtSwarmTest {
  private static final long SEED = 320;
  private static final int NODES = 12;
  private static final int NAMES = 20;
  private static final int DAMAGED = 5;

  private final TestSwarm test =
      new TestSwarm(new SwarmOptions(SEED, NODES)).joinAll(SECOND_NS / 5).run(MINUTE_NS);

  private void putAll(int version) {
    for (int number = 0; number < NAMES; number++) {
      Outcome outcome = test.ask(number % NODES, put("n" + number, version));
      assertThat(outcome).isInstanceOf(Outcome.Stored.class);
    }
  }

  private static Command put(String name, int version) {
    byte[] value = {(byte) version};
    return new Command.PutMutable(
        name, "text/plain", value, DAY_MS, Expectation.NONE, TIMEOUT_NS, false);
  }

  private Outcome get(int node, int number) {
    String owner = test.swarm.id(number % NODES).text();
    return test.ask(node, new Command.GetMutable(owner, "n" + number, TIMEOUT_NS, false));
  }

  private void putTwiceAndLoseTheSecond() {
    putAll(1);
    test.run(2 * MINUTE_NS);
    test.swarm.log(DAMAGED).remember();
    putAll(2);
    test.run(SECOND_NS);
    test.swarm.crash(DAMAGED);
    test.swarm.log(DAMAGED).lose();
  }

  @Test
  void shouldNeverServeWhatWasOverwrittenAndHealFromPeers() {
    putTwiceAndLoseTheSecond();
    test.swarm.start(DAMAGED, 0);
    assertThat(test.swarm.node(DAMAGED).isInDoubt()).isTrue();
    assertThat(test.swarm.node(DAMAGED).doubtfulRecordCount()).isGreaterThan(NAMES / 4);
    for (int number = 0; number < NAMES; number++) {
      for (int reader : new int[] {DAMAGED, 1}) {
        Outcome outcome = get(reader, number);
        if (outcome instanceof Outcome.Found found) {
          assertThat(found.value()).as("seed %d, n%d", SEED, number).isEqualTo(new byte[] {2});
        } else {
          assertThat(((Outcome.Failed) outcome).code()).isNotEqualTo(FailureCode.NOT_FOUND);
        }
      }
    }
    test.run(2 * MINUTE_NS);
    assertThat(test.swarm.node(DAMAGED).doubtfulRecordCount()).isZero();
    assertThat(test.swarm.counters(DAMAGED).value(EngineCounter.RECORDS_CONFIRMED)).isPositive();
    assertThat(((Outcome.Found) get(DAMAGED, DAMAGED)).value()).isEqualTo(new byte[] {2});
    assertThat(test.swarm.node(DAMAGED).isInDoubt()).as("misses").isTrue();
    test.run(65 * MINUTE_NS);
    assertThat(test.swarm.node(DAMAGED).isInDoubt()).isFalse();
    assertThat(test.swarm.invariants().violations()).isEmpty();
  }

  @Test
  void shouldStayInDoubtWithoutPeers() {
    putTwiceAndLoseTheSecond();
    test.swarm.start(DAMAGED);
    int doubtful = test.swarm.node(DAMAGED).doubtfulRecordCount();
    for (int node = 0; node < NODES; node++) {
      if (node != DAMAGED) {
        test.swarm.crash(node);
      }
    }
    test.run(90 * MINUTE_NS);
    assertThat(test.swarm.node(DAMAGED).doubtfulRecordCount()).isEqualTo(doubtful);
    assertThat(((Outcome.Failed) get(DAMAGED, DAMAGED)).code()).isEqualTo(FailureCode.UNCONFIRMED);
    assertThat(test.ask(DAMAGED, put("n" + DAMAGED, 3))).isInstanceOf(Outcome.Stored.class);
    assertThat(((Outcome.Found) get(DAMAGED, DAMAGED)).value()).isEqualTo(new byte[] {3});
  }
}
