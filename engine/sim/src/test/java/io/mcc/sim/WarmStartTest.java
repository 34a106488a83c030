package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import org.junit.jupiter.api.Test;

/** A node that starts again comes back by those it knew, without a bootnode. */
class WarmStartTest {
  private static final long SEED = 31;
  private static final int NODE_COUNT = 40;
  private static final int RESTARTED = 17;

  private final TestSwarm test =
      new TestSwarm(new SwarmOptions(SEED, NODE_COUNT)).joinAll(SECOND_NS / 5).run(MINUTE_NS);

  private int peerCount() {
    return ((Outcome.Status) test.ask(RESTARTED, new Command.NodeStatus())).peerCount();
  }

  private Outcome pingRestarted() {
    int other = RESTARTED + 1;
    String id = test.swarm.id(RESTARTED).text();
    return test.ask(other, new Command.PingPeer(id, SECOND_NS, false));
  }

  // threat 16
  @Test
  void shouldComeBackWithinTwoSecondsWithoutBootnodes() {
    test.swarm.keepContacts(RESTARTED);
    test.swarm.crash(RESTARTED);
    test.run(SECOND_NS);

    test.swarm.start(RESTARTED);
    test.run(SECOND_NS);

    assertThat(pingRestarted()).as("seed %d", SEED).isInstanceOf(Outcome.Pong.class);
    assertThat(test.swarm.node(RESTARTED).joined()).isTrue();
    test.run(10 * SECOND_NS);
    assertThat(peerCount()).as("seed %d", SEED).isGreaterThanOrEqualTo(NODE_COUNT / 2);
    assertThat(test.swarm.invariants().violations()).isEmpty();
  }

  @Test
  void shouldWaitForOthersToComeWithoutContacts() {
    test.swarm.crash(RESTARTED);
    test.run(SECOND_NS);
    test.swarm.start(RESTARTED);
    test.run(SECOND_NS);

    assertThat(test.swarm.node(RESTARTED).joined()).isFalse();
  }

  @Test
  void shouldDialThemAFewAtATimeAndHandOnNobodyWhoHasNotAnswered() {
    test.swarm.keepContacts(RESTARTED);
    for (int i = 0; i < NODE_COUNT; i++) {
      test.swarm.crash(i);
    }
    test.swarm.start(RESTARTED);

    test.run(SECOND_NS / 1_000);
    assertThat(handshakesBegun()).isEqualTo(8);
    assertThat(peerCount()).isZero();
    test.run(MINUTE_NS);
    assertThat(handshakesBegun()).isGreaterThanOrEqualTo(NODE_COUNT / 2);
    assertThat(peerCount()).isZero();
  }

  private long handshakesBegun() {
    return test.swarm.counters(RESTARTED).value(EngineCounter.HANDSHAKES_BEGUN);
  }

  @Test
  void shouldTryAgainLaterWhereEverybodyWasGone() {
    test.swarm.keepContacts(RESTARTED);
    for (int i = 0; i < NODE_COUNT; i++) {
      test.swarm.crash(i);
    }
    test.swarm.start(RESTARTED);
    test.run(5 * MINUTE_NS);
    long sentBefore = test.swarm.network().sentCount();
    test.run(10 * MINUTE_NS);
    assertThat((test.swarm.network().sentCount() - sentBefore) / 10)
        .as("datagrams a minute into the void")
        .isLessThanOrEqualTo(120);

    for (int i = 0; i < NODE_COUNT; i++) {
      if (i != RESTARTED) {
        test.swarm.start(i);
      }
    }
    test.run(2 * MINUTE_NS);
    assertThat(peerCount()).as("seed %d", SEED).isPositive();
  }
}
