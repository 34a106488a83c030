package io.mcc.sim;

import static io.mcc.sim.TestSwarm.DAY_MS;
import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static io.mcc.sim.TestSwarm.TIMEOUT_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Expectation;
import io.mcc.engine.command.Outcome;
import org.junit.jupiter.api.Test;

/** Threat 31: what a node has acknowledged to its own user survives the loss of its power. */
class PowerLossSwarmTest {
  private static final long SEED = 310;
  private static final int NODE_COUNT = 4;

  private final TestSwarm test =
      new TestSwarm(new SwarmOptions(SEED, NODE_COUNT)).joinAll(SECOND_NS).run(MINUTE_NS);

  private static Command put(long ttlMs) {
    return new Command.PutImmutable("text/plain", new byte[100], ttlMs, TIMEOUT_NS, false);
  }

  private String putBy(int node, long ttlMs) {
    return ((Outcome.Stored) test.ask(node, put(ttlMs))).key();
  }

  /** All others lose their disks, the node loses its power. */
  private Outcome readAloneAfterPowerLoss(int node, String key) {
    for (int other = 0; other < NODE_COUNT; other++) {
      if (other != node) {
        test.swarm.crashWithDisk(other);
      }
    }
    test.swarm.losePower(node);
    test.swarm.start(node);
    return test.ask(node, new Command.GetByKey(key, true, TIMEOUT_NS, false));
  }

  @Test
  void shouldKeepItsOwnRecord() {
    String key = putBy(1, DAY_MS);
    assertThat(readAloneAfterPowerLoss(1, key)).isInstanceOf(Outcome.Found.class);
  }

  /** It holds the peer's copy already, for longer, and unsynced; its own user relies on it now. */
  @Test
  void shouldKeepWhatAPeerHadPutBefore() {
    String key = putBy(0, DAY_MS);
    assertThat(test.swarm.log(1).disk()).hasSize(1);
    assertThat(putBy(1, DAY_MS / 2)).isEqualTo(key);
    assertThat(readAloneAfterPowerLoss(1, key)).isInstanceOf(Outcome.Found.class);
  }

  @Test
  void shouldKeepWhatAPeerWasJustPutting() {
    PendingOutcome first = test.submit(0, put(DAY_MS));
    assertThat(test.swarm.runUntil(() -> test.swarm.log(1).isCommitScheduled(), TIMEOUT_NS))
        .isTrue();
    PendingOutcome second = test.submit(1, put(DAY_MS / 2));
    test.finish();
    assertThat(first.outcome()).isInstanceOf(Outcome.Stored.class);
    String key = ((Outcome.Stored) second.outcome()).key();
    assertThat(readAloneAfterPowerLoss(1, key)).isInstanceOf(Outcome.Found.class);
  }

  /** Copies held for others may go: that is what the others are for. */
  @Test
  void shouldLoseAtMostWhatItHeldForOthers() {
    int lostCount = 0;
    for (int i = 0; i < 20; i++) {
      byte[] value = {(byte) i};
      test.ask(
          2,
          new Command.PutMutable(
              "n" + i, "text/plain", value, DAY_MS, Expectation.NONE, TIMEOUT_NS, false));
    }
    for (int round = 0; round < 20; round++) {
      int before = test.swarm.log(1).disk().size();
      test.swarm.losePower(1);
      lostCount += before - test.swarm.log(1).disk().size();
      test.swarm.start(1, 0);
      test.run(5 * MINUTE_NS);
    }
    assertThat(lostCount).isPositive();
    for (int i = 0; i < 20; i++) {
      String owner = test.swarm.id(2).text();
      Outcome read = test.ask(1, new Command.GetMutable(owner, "n" + i, TIMEOUT_NS, false));
      assertThat(read).isInstanceOf(Outcome.Found.class);
    }
  }
}
