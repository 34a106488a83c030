package io.mcc.sim;

import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import org.junit.jupiter.api.Test;

/** Two nodes that open at once, or lose their state at once, soon have one session. */
class SessionSwarmTest {
  private static final long PING_TIMEOUT_NS = SECOND_NS;

  /** Threat 16. */
  @Test
  void shouldEndWithOneSessionWhenBothOpenAtOnce() {
    for (long seed = 0; seed < 50; seed++) {
      TestSwarm test = pair(seed);
      test.run(25 * SECOND_NS);
      assertThat(sessionCount(test, 0)).as("seed %d", seed).isEqualTo(1);
      assertThat(sessionCount(test, 1)).as("seed %d", seed).isEqualTo(1);
      assertThat(ping(test, 0)).as("seed %d", seed).isInstanceOf(Outcome.Pong.class);
    }
  }

  /** Threat 16. */
  @Test
  void shouldHaveTrafficAgainWithinTwoSecondsWhenBothRestart() {
    for (long seed = 0; seed < 50; seed++) {
      TestSwarm test = pair(seed);
      test.run(5 * SECOND_NS);
      assertThat(ping(test, 0)).as("seed %d", seed).isInstanceOf(Outcome.Pong.class);
      test.submit(0, pingOf(test, 1));
      test.submit(1, pingOf(test, 0));
      test.swarm.crash(0);
      test.swarm.crash(1);
      test.swarm.start(0, 1);
      test.swarm.start(1, 0);
      test.run(2 * SECOND_NS - PING_TIMEOUT_NS);
      assertThat(ping(test, 0)).as("seed %d", seed).isInstanceOf(Outcome.Pong.class);
      assertThat(ping(test, 1)).as("seed %d", seed).isInstanceOf(Outcome.Pong.class);
      test.run(25 * SECOND_NS);
      assertThat(sessionCount(test, 0)).as("seed %d", seed).isEqualTo(1);
      assertThat(sessionCount(test, 1)).as("seed %d", seed).isEqualTo(1);
    }
  }

  /** Threat 16. */
  @Test
  void shouldHaveTrafficAgainWithinTenPacketsOfEachWhenBothRestart() {
    long mostPackets = 0;
    long longestNs = 0;
    for (long seed = 0; seed < 50; seed++) {
      TestSwarm test = pair(seed);
      test.run(5 * SECOND_NS);
      test.submit(0, pingOf(test, 1));
      test.submit(1, pingOf(test, 0));
      test.swarm.crash(0);
      test.swarm.crash(1);
      test.run(SECOND_NS);
      long sentBefore = test.swarm.network().sentCount();
      long startedNs = test.swarm.nowNs();
      test.swarm.start(0, 1);
      test.swarm.start(1, 0);
      assertThat(test.swarm.runUntil(() -> answered(test, 0) || answered(test, 1), 2 * SECOND_NS))
          .as("seed %d", seed)
          .isTrue();
      mostPackets = Math.max(mostPackets, test.swarm.network().sentCount() - sentBefore);
      longestNs = Math.max(longestNs, test.swarm.nowNs() - startedNs);
    }
    System.out.printf(
        "SessionSwarmTest: seeds 0 to 49, both restarted: answers after at most %d packets"
            + " of both together, %d ms%n",
        mostPackets, longestNs / 1_000_000);
    // Both dial: twice four for the handshakes, then requests and answers from both at once.
    assertThat(mostPackets).isLessThan(2 * 10);
  }

  private static boolean answered(TestSwarm test, int node) {
    return test.swarm.counters(node).value(EngineCounter.REQUESTS_ANSWERED) > 0;
  }

  /** Threat 16. */
  @Test
  void shouldReachAPeerThatRestartedUnnoticed() {
    for (long seed = 0; seed < 50; seed++) {
      TestSwarm test = pair(seed);
      test.run(5 * SECOND_NS);
      test.swarm.crash(1);
      test.swarm.start(1, 0);
      test.run(2 * SECOND_NS - PING_TIMEOUT_NS);
      assertThat(ping(test, 0)).as("seed %d", seed).isInstanceOf(Outcome.Pong.class);
    }
  }

  private static TestSwarm pair(long seed) {
    TestSwarm test = new TestSwarm(new SwarmOptions(seed, 2));
    test.swarm.start(0, 1);
    test.swarm.start(1, 0);
    return test;
  }

  private static Command pingOf(TestSwarm test, int node) {
    return new Command.PingPeer(test.swarm.id(node).text(), PING_TIMEOUT_NS, false);
  }

  private static Outcome ping(TestSwarm test, int from) {
    return test.ask(from, pingOf(test, 1 - from));
  }

  private static int sessionCount(TestSwarm test, int node) {
    return ((Outcome.Status) test.ask(node, new Command.NodeStatus())).sessionCount();
  }
}
