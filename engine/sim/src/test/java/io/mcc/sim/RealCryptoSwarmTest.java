package io.mcc.sim;

import static io.mcc.sim.TestSwarm.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Outcome;
import org.junit.jupiter.api.Test;

/** A swarm with real cryptography works like one with toys. */
class RealCryptoSwarmTest {
  private static final int NODE_COUNT = 12;

  @Test
  void shouldPutAndGetWithRealCryptography() {
    TestSwarm test = swarm(1);
    PendingOutcome put = test.putImmutable(3, 7, 5_000);
    test.finish();
    assertThat(put.outcome()).isInstanceOf(Outcome.Stored.class);
    PendingOutcome get = test.get(9, ((Outcome.Stored) put.outcome()).key());
    test.finish();
    assertThat(get.outcome()).isInstanceOf(Outcome.Found.class);
    assertThat(test.swarm.invariants().violations()).isEmpty();
  }

  @Test
  void shouldRepeatARunWithRealCryptography() {
    assertThat(swarm(2).swarm.trace().text()).isEqualTo(swarm(2).swarm.trace().text());
    assertThat(swarm(2).swarm.trace().text()).isNotEqualTo(swarm(3).swarm.trace().text());
  }

  private static TestSwarm swarm(long seed) {
    return new TestSwarm(new SwarmOptions(seed, NODE_COUNT).crypto(SwarmCrypto.real()))
        .joinAll(SECOND_NS / 5)
        .run(5 * SECOND_NS);
  }
}
