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
import org.junit.jupiter.api.Test;

/** The commands about records, asked of real nodes on virtual time. */
class RecordCommandTest {
  private static final int NODE_COUNT = 12;

  @Test
  void shouldServeALoneNode() {
    TestSwarm test = new TestSwarm(new SwarmOptions(21, 1)).joinAll(SECOND_NS).run(SECOND_NS);
    Outcome.Stored first = stored(test.ask(0, put("a", "one", Expectation.NONE)));
    assertThat(first.replicas()).isEqualTo(1);
    assertThat(first.created()).isTrue();
    Outcome.Stored second = stored(test.ask(0, put("a", "two", Expectation.NONE)));
    assertThat(second.created()).isFalse();
    assertThat(second.sequence()).isGreaterThan(first.sequence());
    assertThat(text(test.ask(0, get(0, test, "a")))).isEqualTo("two");
    assertThat(code(test.ask(0, get(0, test, "b")))).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void shouldLetEveryNodeReadAChangeAndADeletion() {
    TestSwarm test = joined(22);
    Outcome.Stored created = stored(test.ask(3, put("name", "one", Expectation.NONE)));
    assertThat(created.replicas()).isBetween(8, 9);
    assertEveryNodeReads(test, 3, "name", "one");
    test.ask(3, put("name", "x".repeat(50_000), Expectation.NONE));
    assertEveryNodeReads(test, 3, "name", "x".repeat(50_000));
    Outcome deleted =
        test.ask(3, new Command.DeleteMutable("name", Expectation.NONE, TIMEOUT_NS, false));
    assertThat(deleted).isInstanceOf(Outcome.Deleted.class);
    for (int node = 0; node < NODE_COUNT; node++) {
      assertThat(code(test.ask(node, get(3, test, "name")))).isEqualTo(FailureCode.NOT_FOUND);
    }
    assertThat(stored(test.ask(3, put("name", "again", Expectation.ABSENT))).created()).isTrue();
    assertEveryNodeReads(test, 3, "name", "again");
  }

  @Test
  void shouldCompareAndSet() {
    TestSwarm test = joined(23);
    assertThat(code(test.ask(1, put("n", "x", Expectation.PRESENT))))
        .isEqualTo(FailureCode.PRECONDITION_FAILED);
    String tag = stored(test.ask(1, put("n", "one", Expectation.ABSENT))).tag();
    assertThat(code(test.ask(1, put("n", "two", Expectation.ABSENT))))
        .isEqualTo(FailureCode.PRECONDITION_FAILED);
    assertThat(code(test.ask(1, put("n", "two", Expectation.ofTag("1" + tag)))))
        .isEqualTo(FailureCode.PRECONDITION_FAILED);
    String otherHash = tag.substring(0, tag.indexOf('-') + 1) + "0".repeat(32);
    assertThat(code(test.ask(1, put("n", "two", Expectation.ofTag(otherHash)))))
        .isEqualTo(FailureCode.PRECONDITION_FAILED);
    stored(test.ask(1, put("n", "two", Expectation.ofTag(tag))));
    assertEveryNodeReads(test, 1, "n", "two");
  }

  @Test
  void shouldKnowAnImmutableRecordAgainAndListItsOwnNames() {
    TestSwarm test = joined(24);
    Outcome.Stored first = stored(test.ask(0, immutable()));
    assertThat(first.created()).isTrue();
    assertThat(stored(test.ask(0, immutable())).created()).isFalse();
    for (String name : new String[] {"c", "a", "b"}) {
      test.ask(0, put(name, name, Expectation.NONE));
    }
    Outcome.OwnRecords page =
        (Outcome.OwnRecords) test.ask(0, new Command.ListOwnRecords(2, null, false));
    assertThat(page.records()).extracting(Outcome.OwnRecord::name).containsExactly("a", "b");
    Outcome.OwnRecords rest =
        (Outcome.OwnRecords) test.ask(0, new Command.ListOwnRecords(2, page.next(), false));
    assertThat(rest.records()).extracting(Outcome.OwnRecord::name).containsExactly("c");
    assertThat(rest.next()).isNull();
  }

  @Test
  void shouldRenewWhatIsMeantToStayAndLetTheRestExpire() {
    TestSwarm test = new TestSwarm(new SwarmOptions(25, 4)).joinAll(SECOND_NS).run(MINUTE_NS);
    stored(test.ask(2, put("stays", "s", Expectation.NONE)));
    byte[] value = {1};
    long hourMs = DAY_MS / 24;
    test.ask(
        2,
        new Command.PutMutable("goes", "", value, 2 * hourMs, Expectation.NONE, TIMEOUT_NS, false));
    for (int hour = 0; hour < 30; hour++) {
      test.run(60 * MINUTE_NS);
    }
    assertEveryNodeReads(test, 2, "stays", "s");
    assertThat(code(test.ask(3, get(2, test, "goes")))).isEqualTo(FailureCode.NOT_FOUND);
  }

  /** Threat 27: a clock that was wrong for a while leaves nothing behind that can't be mended. */
  @Test
  void shouldGoOnAfterItsClockWasAYearAheadForAWhile() {
    TestSwarm test = new TestSwarm(new SwarmOptions(26, 6)).joinAll(SECOND_NS).run(MINUTE_NS);
    stored(test.ask(0, put("before", "b", Expectation.NONE)));
    stored(test.ask(3, put("deleted", "d", Expectation.NONE)));
    test.swarm.clockAhead(3, 365 * DAY_MS);
    long countBefore = test.swarm.store(3).count();
    test.ask(3, put("during", "d", Expectation.NONE));
    test.ask(3, new Command.DeleteMutable("deleted", Expectation.NONE, TIMEOUT_NS, false));
    test.run(5 * MINUTE_NS);
    assertThat(test.swarm.store(3).count()).isGreaterThanOrEqualTo(countBefore);
    test.swarm.clockAhead(3, 0);
    // All six are to hold what is put now, the one whose clock was wrong included.
    assertThat(stored(test.ask(1, put("after", "a", Expectation.NONE))).replicas()).isEqualTo(6);
    for (int hour = 0; hour < 30; hour++) {
      test.run(60 * MINUTE_NS);
    }
    assertEveryNodeReads(test, 0, "before", "b");
    assertEveryNodeReads(test, 3, "during", "d");
    assertThat(code(test.ask(5, get(3, test, "deleted")))).isEqualTo(FailureCode.NOT_FOUND);
  }

  /** Threat 27: nobody takes a deletion signed two hours ahead; it isn't left to the next hour. */
  @Test
  void shouldSpreadADeletionSoonAfterItsClockWasSetRight() {
    TestSwarm test = new TestSwarm(new SwarmOptions(27, 6)).joinAll(SECOND_NS).run(MINUTE_NS);
    stored(test.ask(3, put("deleted", "d", Expectation.NONE)));
    test.swarm.clockAhead(3, DAY_MS / 12);
    test.run(11 * MINUTE_NS);
    Command delete = new Command.DeleteMutable("deleted", Expectation.NONE, TIMEOUT_NS, false);
    assertThat(code(test.ask(3, delete))).isEqualTo(FailureCode.UNDER_REPLICATED);
    test.swarm.clockAhead(3, 0);
    test.run(12 * MINUTE_NS);
    for (int node = 0; node < test.swarm.nodeCount(); node++) {
      assertThat(code(test.ask(node, get(3, test, "deleted")))).isEqualTo(FailureCode.NOT_FOUND);
    }
  }

  private static TestSwarm joined(long seed) {
    return new TestSwarm(new SwarmOptions(seed, NODE_COUNT)).joinAll(SECOND_NS).run(MINUTE_NS);
  }

  private static Command put(String name, String value, Expectation expectation) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return new Command.PutMutable(
        name, "text/plain", bytes, DAY_MS, expectation, TIMEOUT_NS, false);
  }

  private static Command immutable() {
    return new Command.PutImmutable("text/plain", new byte[] {7}, DAY_MS, TIMEOUT_NS, false);
  }

  private static Command get(int owner, TestSwarm test, String name) {
    return new Command.GetMutable(test.swarm.id(owner).text(), name, TIMEOUT_NS, false);
  }

  private static void assertEveryNodeReads(TestSwarm test, int owner, String name, String value) {
    for (int node = 0; node < test.swarm.nodeCount(); node++) {
      assertThat(text(test.ask(node, get(owner, test, name)))).isEqualTo(value);
    }
  }

  private static Outcome.Stored stored(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Stored.class);
    return (Outcome.Stored) outcome;
  }

  private static String text(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Found.class);
    return new String(((Outcome.Found) outcome).value(), StandardCharsets.UTF_8);
  }

  private static FailureCode code(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).code();
  }
}
