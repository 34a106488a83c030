package io.mcc.sim;

import static io.mcc.sim.TestSwarm.DAY_MS;
import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Expectation;
import io.mcc.engine.command.Outcome;
import org.junit.jupiter.api.Test;

/** What a node has written while nobody else was there is spread as soon as somebody is. */
class LonelyWriterSwarmTest {
  private static final long SEED = 8;
  private static final int NODE_COUNT = 14;
  private static final int WRITER = 7;

  private final TestSwarm test =
      new TestSwarm(new SwarmOptions(SEED, NODE_COUNT)).joinAll(SECOND_NS / 5).run(2 * MINUTE_NS);

  /** Names whose keys others are closer to, so that the writer is no holder of theirs. */
  private String farName() {
    for (int i = 0; ; i++) {
      Outcome.Stored stored = (Outcome.Stored) test.ask(WRITER, put("n" + i));
      if (!test.closest(Id.parse(stored.key()), 8, -1).contains(test.swarm.id(WRITER).text())) {
        return "n" + i;
      }
    }
  }

  private static Command put(String name) {
    return new Command.PutMutable(
        name, "text/plain", new byte[10], DAY_MS, Expectation.NONE, TIMEOUT_NS, false);
  }

  private long sequenceRead(int reader, String name) {
    String owner = test.swarm.id(WRITER).text();
    Outcome read = test.ask(reader, new Command.GetMutable(owner, name, TIMEOUT_NS, false));
    return ((Outcome.Found) read).sequence();
  }

  @Test
  void shouldSpreadWhatWasAcknowledgedByTheWriterAlone() {
    String name = farName();
    test.swarm.crash(WRITER);
    test.swarm.network().partition(WRITER);
    test.swarm.start(WRITER);
    Outcome.Stored stored = (Outcome.Stored) test.ask(WRITER, put(name));
    assertThat(stored.replicas()).isEqualTo(1);
    test.swarm.network().partition();
    test.swarm.crash(WRITER);
    test.swarm.start(WRITER, 0);
    test.run(3 * MINUTE_NS);
    assertThat(sequenceRead(3, name)).isEqualTo(stored.sequence());
  }

  @Test
  void shouldSpreadWhatNobodyAnswered() {
    String name = farName();
    test.swarm.network().partition(WRITER);
    assertThat(test.ask(WRITER, put(name))).isInstanceOf(Outcome.Failed.class);
    long before = sequenceRead(3, name);
    test.swarm.network().partition();
    test.run(5 * MINUTE_NS);
    assertThat(sequenceRead(3, name)).isGreaterThan(before);
  }
}
