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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an owner may rely on: what it published to stay stays, whatever its node went through. */
class OwnRecordsSwarmTest {
  private static final long HOUR_NS = 60 * MINUTE_NS;
  private static final int NODES = 4;
  private static final int OWNER = 1;
  private static final int READER = 3;

  private TestSwarm test;

  private void join(long seed) {
    test = new TestSwarm(new SwarmOptions(seed, NODES)).joinAll(SECOND_NS / 5).run(MINUTE_NS);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Outcome put(int node, String name, String value, long ttlMs) {
    return put(node, name, value, ttlMs, Expectation.NONE);
  }

  private Outcome put(int node, String name, String value, long ttlMs, Expectation expectation) {
    return test.ask(
        node,
        new Command.PutMutable(
            name, "text/plain", bytes(value), ttlMs, expectation, TIMEOUT_NS, false));
  }

  private String putImmutable(int node, String value, long ttlMs) {
    Outcome stored =
        test.ask(
            node, new Command.PutImmutable("text/plain", bytes(value), ttlMs, TIMEOUT_NS, false));
    return ((Outcome.Stored) stored).key();
  }

  private Outcome get(int node, int owner, String name) {
    String id = owner == node ? null : test.swarm.id(owner).text();
    return test.ask(node, new Command.GetMutable(id, name, TIMEOUT_NS, false));
  }

  private Outcome getByKey(int node, String key) {
    return test.ask(node, new Command.GetByKey(key, false, TIMEOUT_NS, false));
  }

  private static String value(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Found.class);
    return new String(((Outcome.Found) outcome).value(), StandardCharsets.UTF_8);
  }

  private static FailureCode code(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).code();
  }

  @ParameterizedTest(name = "seed {0}, {1} h")
  @CsvSource({"1, 25", "2, 80"})
  void shouldHaveAllAgainAfterADayAndAWeekendOff(long seed, int hours) {
    join(seed);
    put(OWNER, "stays", "mine", DAY_MS);
    put(OWNER, "ends", "brief", 300_000);
    String immutable = putImmutable(OWNER, "content", DAY_MS);
    String brief = putImmutable(OWNER, "brief content", 300_000);
    put(0, "theirs", "of 0", DAY_MS);
    test.swarm.crash(OWNER);
    test.swarm.crash(0);
    test.run(hours * HOUR_NS);
    assertThat(code(get(READER, OWNER, "stays"))).isEqualTo(FailureCode.NOT_FOUND);
    test.swarm.start(OWNER, 2);
    test.run(MINUTE_NS);
    assertThat(value(get(READER, OWNER, "stays"))).isEqualTo("mine");
    assertThat(value(get(OWNER, OWNER, "stays"))).isEqualTo("mine");
    assertThat(value(getByKey(READER, immutable))).isEqualTo("content");
    assertThat(code(get(OWNER, OWNER, "ends"))).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(code(getByKey(OWNER, brief))).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(code(get(OWNER, 0, "theirs"))).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(test.swarm.invariants().violations()).isEmpty();
  }

  @ParameterizedTest(name = "clock {0} days ahead")
  @ValueSource(ints = {3, -3, 40, -20_000})
  void shouldLoseNothingByAStartWithAWrongClock(int days) {
    join(7);
    put(OWNER, "stays", "mine", DAY_MS);
    String immutable = putImmutable(OWNER, "content", DAY_MS);
    put(OWNER, "gone", "x", DAY_MS);
    test.ask(OWNER, new Command.DeleteMutable("gone", Expectation.NONE, TIMEOUT_NS, false));
    test.swarm.crash(OWNER);
    test.swarm.clockAhead(OWNER, days * DAY_MS);
    test.swarm.start(OWNER, 0);
    test.run(5 * SECOND_NS);
    test.swarm.crash(OWNER);
    test.swarm.clockAhead(OWNER, 0);
    test.swarm.start(OWNER, 0);
    test.run(MINUTE_NS);
    for (int node = 0; node < NODES; node++) {
      assertThat(value(get(node, OWNER, "stays"))).isEqualTo("mine");
      assertThat(value(getByKey(node, immutable))).isEqualTo("content");
      assertThat(code(get(node, OWNER, "gone"))).isEqualTo(FailureCode.NOT_FOUND);
    }
  }

  /**
   * Alone it signs what has ended, keeps it to itself, and compares it with the first who comes.
   */
  @Test
  void shouldLetWhatWasDeletedElsewhereWinOverASignatureMadeAlone() {
    join(3);
    put(OWNER, "n", "old", DAY_MS);
    put(OWNER, "kept", "kept", DAY_MS);
    test.swarm.log(OWNER).remember();
    test.run(24 * HOUR_NS);
    test.ask(OWNER, new Command.DeleteMutable("n", Expectation.NONE, TIMEOUT_NS, false));
    test.swarm.crash(OWNER);
    test.swarm.log(OWNER).restore();
    for (int node : new int[] {0, 2, 3}) {
      test.swarm.crash(node);
    }
    test.run(2 * HOUR_NS);
    test.swarm.start(OWNER, 0);
    test.run(20 * SECOND_NS);
    Outcome.Found alone = (Outcome.Found) get(OWNER, OWNER, "n");
    assertThat(alone.unconfirmed()).isTrue();
    assertThat(alone.expiryMs()).isGreaterThan(test.swarm.epochMs());
    for (int node : new int[] {0, 2, 3}) {
      test.swarm.start(node, OWNER);
    }
    test.run(MINUTE_NS);
    for (int node = 0; node < NODES; node++) {
      assertThat(code(get(node, OWNER, "n"))).isEqualTo(FailureCode.NOT_FOUND);
      assertThat(value(get(node, OWNER, "kept"))).isEqualTo("kept");
    }
  }

  /** Its neighbours go on offering it; it must not become this node's own again by that. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12})
  void shouldNotTakeBackWhatWasGivenUp(long seed) {
    join(seed);
    String key = putImmutable(OWNER, "content", DAY_MS);
    String other = putImmutable(OWNER, "other content", DAY_MS);
    Outcome givenUp = test.ask(OWNER, new Command.GiveUp(key, TIMEOUT_NS));
    assertThat(((Outcome.GivenUp) givenUp).copiesEndMs())
        .isBetween(test.swarm.epochMs(), test.swarm.epochMs() + 2 * DAY_MS);
    assertThat(code(test.ask(OWNER, new Command.GiveUp(key, TIMEOUT_NS))))
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(value(getByKey(READER, key))).isEqualTo("content");
    for (int life = 0; life < 3; life++) {
      test.swarm.crash(OWNER);
      test.swarm.start(OWNER, 0);
      test.run(2 * HOUR_NS);
      assertThat(listed()).containsExactly(other);
      assertThat(code(test.ask(OWNER, new Command.GetByKey(key, true, TIMEOUT_NS, false))))
          .isEqualTo(FailureCode.NOT_FOUND);
    }
    test.run(24 * HOUR_NS);
    assertThat(code(getByKey(READER, key))).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(value(getByKey(READER, other))).isEqualTo("other content");
    putImmutable(OWNER, "content", DAY_MS);
    assertThat(value(getByKey(READER, key))).isEqualTo("content");
    assertThat(listed()).hasSize(2);
  }

  private List<String> listed() {
    Outcome page = test.ask(OWNER, new Command.ListOwnRecords(10, null, true));
    return ((Outcome.OwnRecords) page).records().stream().map(Outcome.OwnRecord::key).toList();
  }

  @Test
  void shouldListAllPageByPageWithTheirReplicas() {
    join(13);
    put(OWNER, "b", "x", DAY_MS);
    put(OWNER, "a", "x", DAY_MS);
    String key = putImmutable(OWNER, "content", DAY_MS);
    List<String> seen = new ArrayList<>();
    String after = null;
    do {
      Command list = new Command.ListOwnRecords(1, after, true);
      Outcome.OwnRecords page = (Outcome.OwnRecords) test.ask(OWNER, list);
      page.records().forEach(record -> seen.add(record.name() + record.replicas()));
      after = page.next();
    } while (after != null);
    assertThat(seen).containsExactly("a4", "b4", "4");
    test.swarm.crash(OWNER);
    test.swarm.start(OWNER, 0);
    test.run(MINUTE_NS);
    Outcome.OwnRecords again =
        (Outcome.OwnRecords) test.ask(OWNER, new Command.ListOwnRecords(10, null, true));
    assertThat(again.records()).extracting(Outcome.OwnRecord::replicas).containsOnly(4);
    assertThat(again.records().get(2).key()).isEqualTo(key);
  }

  /** Finding 12b: the backup's tag must not undo what was acknowledged after it. */
  @Test
  void shouldAskAMajorityBeforeTheFirstConditionalWriteAndRead() {
    join(5);
    Outcome.Stored backup = (Outcome.Stored) put(OWNER, "n", "backup", DAY_MS);
    test.swarm.log(OWNER).remember();
    put(OWNER, "n", "later", DAY_MS);
    put(OWNER, "lost", "created after the backup", DAY_MS);
    test.swarm.crash(OWNER);
    test.swarm.log(OWNER).restore();
    test.swarm.start(OWNER, 0);
    assertThat(code(put(OWNER, "n", "undone", DAY_MS, Expectation.ofTag(backup.tag()))))
        .isEqualTo(FailureCode.PRECONDITION_FAILED);
    assertThat(code(put(OWNER, "lost", "again", DAY_MS, Expectation.ABSENT)))
        .isEqualTo(FailureCode.PRECONDITION_FAILED);
    Outcome.Found found = (Outcome.Found) get(OWNER, OWNER, "n");
    assertThat(value(found)).isEqualTo("later");
    assertThat(found.unconfirmed()).isFalse();
    assertThat(put(OWNER, "n", "next", DAY_MS, Expectation.ofTag(found.tag())))
        .isInstanceOf(Outcome.Stored.class);
  }

  @Test
  void shouldMarkWhatNobodyCouldConfirmAndRefuseAConditionalWrite() {
    join(6);
    Outcome.Stored stored = (Outcome.Stored) put(OWNER, "n", "mine", DAY_MS);
    test.swarm.crash(OWNER);
    for (int node : new int[] {0, 2, 3}) {
      test.swarm.crash(node);
    }
    test.swarm.start(OWNER, 0);
    long sinceNs = test.swarm.nowNs();
    Outcome.Found found = (Outcome.Found) get(OWNER, OWNER, "n");
    assertThat(found.unconfirmed()).isTrue();
    assertThat(test.swarm.nowNs() - sinceNs).isBetween(SECOND_NS, 2 * SECOND_NS + SECOND_NS / 10);
    assertThat(code(put(OWNER, "n", "next", DAY_MS, Expectation.ofTag(stored.tag()))))
        .isEqualTo(FailureCode.UNCONFIRMED);
    assertThat(test.swarm.isRunning(OWNER)).isTrue();
  }

  @Test
  void shouldBeItsOwnMajorityWhereItKnowsOfNobody() {
    test = new TestSwarm(new SwarmOptions(8, 1));
    test.swarm.start(0);
    Outcome.Stored stored = (Outcome.Stored) put(0, "n", "mine", DAY_MS);
    test.swarm.crash(0);
    test.run(80 * HOUR_NS);
    test.swarm.start(0);
    test.run(SECOND_NS);
    Outcome.Found found = (Outcome.Found) get(0, 0, "n");
    assertThat(found.unconfirmed()).isFalse();
    assertThat(put(0, "n", "next", DAY_MS, Expectation.ofTag(stored.tag())))
        .isInstanceOf(Outcome.Stored.class);
  }
}
