package io.mcc.sim;

import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import org.junit.jupiter.api.Test;

/** Whole nodes keep their sessions while keys are replaced and addresses change. */
class RekeySwarmTest {
  private static final long PING_TIMEOUT_NS = 2 * SECOND_NS;
  private static final long PACE_NS = SECOND_NS / 50;

  private static TestSwarm pair(long seed) {
    TestSwarm test = new TestSwarm(new SwarmOptions(seed, 2));
    test.swarm.start(0, 1);
    test.swarm.start(1, 0);
    return test.run(5 * SECOND_NS);
  }

  private static Command pingOf(TestSwarm test, int node) {
    return new Command.PingPeer(test.swarm.id(node).text(), PING_TIMEOUT_NS, false);
  }

  private static long count(TestSwarm test, int node, EngineCounter counter) {
    return test.swarm.counters(node).value(counter);
  }

  private static long handshakes(TestSwarm test) {
    return count(test, 0, EngineCounter.HANDSHAKES_BEGUN)
        + count(test, 1, EngineCounter.HANDSHAKES_BEGUN);
  }

  /** Threat 7. */
  @Test
  void shouldAnswerWithinTheUsualTimeWhileKeysAreReplaced() {
    for (long seed = 0; seed < 5; seed++) {
      TestSwarm test = pair(seed);
      long begun = handshakes(test);
      long usualNs = longestPingNs(test, 100 * SECOND_NS);
      long replacedNs = longestPingNs(test, 60 * SECOND_NS);
      System.out.printf(
          "RekeySwarmTest: seed %d, longest answer %d us before, %d us over the replacement%n",
          seed, usualNs / 1_000, replacedNs / 1_000);
      assertThat(count(test, 0, EngineCounter.REKEYS_COMPLETED)).as("seed %d", seed).isEqualTo(1);
      assertThat(count(test, 1, EngineCounter.REKEYS_COMPLETED)).as("seed %d", seed).isEqualTo(1);
      assertThat(replacedNs).as("seed %d", seed).isLessThanOrEqualTo(2 * usualNs);
      assertThat(handshakes(test)).as("seed %d", seed).isEqualTo(begun);
    }
  }

  private static long longestPingNs(TestSwarm test, long durationNs) {
    long longestNs = 0;
    long endNs = test.swarm.nowNs() + durationNs;
    while (test.swarm.nowNs() < endNs) {
      PendingOutcome ping = test.submit(0, pingOf(test, 1));
      test.run(PACE_NS);
      test.swarm.runUntil(ping::isDone, PING_TIMEOUT_NS);
      assertThat(ping.outcome()).isInstanceOf(Outcome.Pong.class);
      longestNs = Math.max(longestNs, ping.durationNs());
    }
    return longestNs;
  }

  /** Threat 12. */
  @Test
  void shouldSurviveANatThatForgetsEveryFiveSeconds() {
    for (long seed = 0; seed < 5; seed++) {
      TestSwarm test = pair(seed);
      long begun = handshakes(test);
      for (int round = 0; round < 60; round++) {
        Endpoint other = new Endpoint().setIpv4(0x5F000001 + round, 20_000 + round);
        test.swarm.rebind(1, other);
        assertThat(longestPingFromBehindNs(test)).as("seed %d", seed).isLessThan(SECOND_NS);
      }
      assertThat(count(test, 0, EngineCounter.PATHS_VALIDATED)).as("seed %d", seed).isEqualTo(60);
      // A table names no address that it hasn't dialled: it tries the old one, then the new one.
      assertThat(handshakes(test)).as("seed %d", seed).isLessThan(begun + 3 * 60);
    }
  }

  private static long longestPingFromBehindNs(TestSwarm test) {
    long longestNs = 0;
    for (int second = 0; second < 5; second++) {
      PendingOutcome ping = test.submit(1, pingOf(test, 0));
      test.run(SECOND_NS);
      assertThat(ping.outcome()).isInstanceOf(Outcome.Pong.class);
      longestNs = Math.max(longestNs, ping.durationNs());
    }
    return longestNs;
  }

  @Test
  void shouldLoseNoRequestInASwarmWhoseKeysAreReplaced() {
    TestSwarm test = new TestSwarm(new SwarmOptions(7, 30)).joinAll(SECOND_NS / 10);
    test.run(30 * 60 * SECOND_NS);
    long begun = 0;
    long completed = 0;
    long failed = 0;
    long silent = 0;
    for (int node = 0; node < 30; node++) {
      begun += count(test, node, EngineCounter.REKEYS_BEGUN);
      completed += count(test, node, EngineCounter.REKEYS_COMPLETED);
      failed += count(test, node, EngineCounter.REKEYS_FAILED);
      silent += count(test, node, EngineCounter.REQUESTS_SILENT);
    }
    System.out.printf(
        "RekeySwarmTest: 30 nodes, 30 min: %d begun, %d completed, %d failed, %d silent requests%n",
        begun, completed, failed, silent);
    assertThat(completed).isGreaterThan(1_000);
    assertThat(failed).isZero();
    assertThat(silent).isZero();
  }
}
