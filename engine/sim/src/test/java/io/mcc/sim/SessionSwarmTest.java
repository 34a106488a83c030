package io.mcc.sim;

import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import org.junit.jupiter.api.Test;

/** Two nodes that open at once, or lose their state at once, soon have one session. */
class SessionSwarmTest {
  private static final long PING_TIMEOUT_NS = SECOND_NS;

  /** Threat 16. */
  @Test
  void shouldEndWithOneSessionWhenBothOpenAtOnce() {
    for (long seed = 0; seed < 50; seed++) {
      TestSwarm test = pair(seed);
      test.run(15 * SECOND_NS);
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
      test.run(15 * SECOND_NS);
      assertThat(sessionCount(test, 0)).as("seed %d", seed).isEqualTo(1);
      assertThat(sessionCount(test, 1)).as("seed %d", seed).isEqualTo(1);
    }
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
