package io.mcc.sim;

import static io.mcc.sim.TestSwarm.MINUTE_NS;
import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.EngineGauge;
import org.junit.jupiter.api.Test;

/** A node whose peers are all gone says so, and says when it is back. */
class AloneSwarmTest {
  private static final long SEED = 62;
  private static final int WITHOUT_BOOTNODE = 0;
  private static final int WITH_BOOTNODE = 1;

  private final TestSwarm test = new TestSwarm(new SwarmOptions(SEED, 2));

  private Outcome.Status status(int node) {
    return (Outcome.Status) test.ask(node, new Command.NodeStatus());
  }

  private long gauge(int node, EngineGauge gauge) {
    return test.swarm.counters(node).value(gauge);
  }

  private void joinBoth() {
    test.swarm.start(WITHOUT_BOOTNODE);
    test.swarm.start(WITH_BOOTNODE, WITHOUT_BOOTNODE);
    test.run(MINUTE_NS);
  }

  @Test
  void shouldSayThatNobodyHasComeYet() {
    test.swarm.start(WITHOUT_BOOTNODE);
    assertThat(status(WITHOUT_BOOTNODE).joined()).isTrue();
    assertThat(status(WITHOUT_BOOTNODE).alone()).isTrue();
    assertThat(status(WITHOUT_BOOTNODE).aloneSinceMs()).isNegative();
  }

  @Test
  void shouldSayWithinTwoMinutesThatItsOnlyPeerIsGone() {
    joinBoth();
    assertThat(status(WITH_BOOTNODE).joined()).isTrue();
    assertThat(status(WITH_BOOTNODE).alone()).isFalse();

    test.swarm.crash(WITHOUT_BOOTNODE);
    long crashedMs = test.swarm.epochMs();
    test.run(2 * MINUTE_NS + 10 * SECOND_NS);
    assertThat(status(WITH_BOOTNODE).joined()).isFalse();
    assertThat(status(WITH_BOOTNODE).alone()).isTrue();
    assertThat(status(WITH_BOOTNODE).aloneSinceMs()).isBetween(crashedMs, crashedMs + 70_000);
    assertThat(gauge(WITH_BOOTNODE, EngineGauge.JOINED)).isZero();
    assertThat(gauge(WITH_BOOTNODE, EngineGauge.ALONE)).isOne();
  }

  @Test
  void shouldSayAtOnceThatItIsBack() {
    joinBoth();
    test.swarm.network().partition(WITH_BOOTNODE);
    test.run(5 * MINUTE_NS);
    assertThat(gauge(WITH_BOOTNODE, EngineGauge.JOINED)).isZero();
    assertThat(gauge(WITHOUT_BOOTNODE, EngineGauge.JOINED)).as("others come to it").isOne();
    assertThat(gauge(WITHOUT_BOOTNODE, EngineGauge.ALONE)).isOne();

    test.swarm.network().partition();
    int seconds = 0;
    while (status(WITH_BOOTNODE).alone() && seconds < 180) {
      test.run(SECOND_NS);
      seconds++;
    }
    assertThat(status(WITH_BOOTNODE).joined()).as("after %d s", seconds).isTrue();
    test.run(5 * SECOND_NS);
    assertThat(gauge(WITH_BOOTNODE, EngineGauge.JOINED)).isOne();
    assertThat(gauge(WITHOUT_BOOTNODE, EngineGauge.ALONE)).isZero();
  }
}
