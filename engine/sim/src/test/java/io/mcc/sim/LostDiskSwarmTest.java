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
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What peers do for an owner whose disk was lost, or is behind. */
class LostDiskSwarmTest {
  private static final int NODES = 12;
  private static final int OWNER = 5;
  private static final int NAMES = 10;
  private static final int[] STALE = {2, 7, 9};

  private TestSwarm test;

  private void putAll(int version) {
    for (int number = 0; number < NAMES; number++) {
      byte[] value = {(byte) version};
      Command put =
          new Command.PutMutable(
              "n" + number, "text/plain", value, DAY_MS, Expectation.NONE, TIMEOUT_NS, false);
      assertThat(test.ask(OWNER, put)).isInstanceOf(Outcome.Stored.class);
    }
  }

  private Outcome get(int number) {
    String owner = test.swarm.id(OWNER).text();
    return test.ask(OWNER, new Command.GetMutable(owner, "n" + number, TIMEOUT_NS, false));
  }

  private long storedCount() {
    return test.swarm.counters(OWNER).value(EngineCounter.RECORDS_STORED);
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  /** What it didn't write in this life isn't its word: in one run of three it gets an old one. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shouldNotTakeForItsWordWhatPeersBring(long seed) {
    test = new TestSwarm(new SwarmOptions(seed, NODES)).joinAll(SECOND_NS / 5).run(MINUTE_NS);
    putAll(1);
    for (int stale : STALE) {
      test.swarm.crash(stale);
    }
    test.run(2 * MINUTE_NS);
    putAll(2);
    test.swarm.crashWithDisk(OWNER);
    test.swarm.start(OWNER, 0);
    for (int stale : STALE) {
      test.swarm.start(stale, 0);
    }
    test.swarm.runUntil(() -> storedCount() > 0, 2 * MINUTE_NS);
    readAll(seed);
    test.run(2 * MINUTE_NS);
    System.out.printf(
        "LostDiskSwarmTest: seed %d, %d records came back in doubt%n",
        seed, test.swarm.counters(OWNER).value(EngineCounter.RECORDS_DOUBTED));
    for (int number = 0; number < NAMES; number++) {
      assertThat(get(number)).as("seed %d, n%d", seed, number).isInstanceOf(Outcome.Found.class);
    }
    assertThat(test.swarm.node(OWNER).doubtfulRecordCount()).isZero();
    assertThat(test.swarm.invariants().violations()).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void shouldLearnFromPeersThatItsBackupIsOld(long seed) {
    test = new TestSwarm(new SwarmOptions(seed, NODES)).joinAll(SECOND_NS / 5).run(MINUTE_NS);
    putAll(1);
    test.swarm.log(OWNER).remember();
    putAll(2);
    test.run(MINUTE_NS);
    test.swarm.crash(OWNER);
    test.swarm.log(OWNER).restore();
    test.swarm.start(OWNER, 0);
    test.run(2 * MINUTE_NS);
    for (int number = 0; number < NAMES; number++) {
      assertThat(((Outcome.Found) get(number)).value())
          .as("seed %d, n%d", seed, number)
          .isEqualTo(new byte[] {2});
    }
    assertThat(test.swarm.invariants().violations()).isEmpty();
  }

  /** The second version, or no answer yet; never the first, and never that there is none. */
  private void readAll(long seed) {
    for (int number = 0; number < NAMES; number++) {
      Outcome outcome = get(number);
      if (outcome instanceof Outcome.Found found) {
        assertThat(found.value()).as("seed %d, n%d", seed, number).isEqualTo(new byte[] {2});
      } else {
        assertThat(((Outcome.Failed) outcome).code())
            .as("seed %d, n%d", seed, number)
            .isNotEqualTo(FailureCode.NOT_FOUND);
      }
    }
  }
}
