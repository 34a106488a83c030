package io.mcc.sim;

import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Limit;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.sim.adversary.HelloFlood;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 10,000 HS1 a second from forged addresses and changing ports at one node. */
class HandshakeFloodTest { // threat 2
  private static final int SECONDS = Boolean.getBoolean("mcc.test.full") ? 30 : 6;
  private static final long SEED = 2;
  private static final int VICTIM = 0;
  private static final int PEER = 1;
  private static final int NEWCOMER = 2;

  /** The strangers' handshakes end all at once, every 5 s: for a moment nobody needs a token. */
  private static final int AWAY_FROM_EXPIRY_TENTHS = 7;

  /** What strangers may open before they must prove their address, and what the newcomer opens. */
  private static final int HALF_OPEN_MAX = 33 + 4;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldServeItsPeersAndLetANewcomerInDuringAFlood(boolean local) {
    SwarmOptions options = new SwarmOptions(SEED, 3);
    if (local) {
      options.endpoints(node -> Endpoint.parse("127.0.0.1:" + (9_376 + node)));
    }
    TestSwarm test = new TestSwarm(options);
    Swarm swarm = test.swarm;
    swarm.start(VICTIM);
    swarm.start(PEER, VICTIM);
    test.run(5 * SECOND_NS);
    HelloFlood flood = new HelloFlood(swarm, options.crypto().digest(), SEED);
    flood.run(VICTIM, SECONDS * SECOND_NS);
    List<PendingOutcome> pings = new ArrayList<>();
    long halfOpenMax = 0;
    for (int tenth = 0; tenth < SECONDS * 10; tenth++) {
      pings.add(test.submit(PEER, ping(test, VICTIM)));
      if (tenth == SECONDS * 5 + AWAY_FROM_EXPIRY_TENTHS) {
        swarm.start(NEWCOMER, VICTIM);
      }
      test.run(SECOND_NS / 10);
      halfOpenMax = Math.max(halfOpenMax, used(test, Limit.HANDSHAKES));
    }
    assertThat(swarm.node(NEWCOMER).joined()).as("newcomer").isTrue();
    assertThat(test.ask(NEWCOMER, ping(test, VICTIM))).isInstanceOf(Outcome.Pong.class);
    test.finish();
    System.out.printf(
        "HandshakeFloodTest seed %d, local %s: %d HS1 in %d s, %d RETRY, %d HS2, half-open at most %d%n",
        SEED,
        local,
        flood.sentCount(),
        SECONDS,
        count(test, EngineCounter.RETRIES_SENT),
        count(test, EngineCounter.HANDSHAKES_ANSWERED),
        halfOpenMax);
    assertThat(pings).allMatch(ping -> ping.outcome() instanceof Outcome.Pong);
    assertThat(halfOpenMax).isLessThanOrEqualTo(HALF_OPEN_MAX);
    assertThat(count(test, EngineCounter.RETRIES_SENT)).isGreaterThan(flood.sentCount() * 99 / 100);
    assertThat(swarm.counters(NEWCOMER).value(EngineCounter.RETRIES_RECEIVED)).isPositive();
    assertThat(swarm.invariants().violations()).isEmpty();
  }

  private static Command ping(TestSwarm test, int node) {
    return new Command.PingPeer(test.swarm.id(node).text(), SECOND_NS, false);
  }

  private static long count(TestSwarm test, EngineCounter counter) {
    return test.swarm.counters(VICTIM).value(counter);
  }

  private static long used(TestSwarm test, Limit limit) {
    Outcome outcome = test.ask(VICTIM, new Command.ReadLimits());
    return ((Outcome.LimitValues) outcome)
        .limits().stream()
            .filter(value -> value.name().equals(limit.text()))
            .mapToLong(Outcome.LimitValue::used)
            .findFirst()
            .orElseThrow();
  }
}
