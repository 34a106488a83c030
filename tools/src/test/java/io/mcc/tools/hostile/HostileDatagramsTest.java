package io.mcc.tools.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Ping;
import io.mcc.codec.Pong;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Rejection;
import io.mcc.engine.counter.EngineCounter;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Hostile bytes at a whole node in this thread: an exception out of it fails, with its seed. */
// threats 5, 6
class HostileDatagramsTest {
  private static final long DATAGRAMS = Boolean.getBoolean("mcc.test.full") ? 3_000_000 : 100_000;

  /** Quick enough for a load that RETRY answers; now and then long, so that keys are replaced. */
  private static final long STEP_NS = 10_000_000;

  private static final long LEAP_NS = 8_000_000_000L;
  private static final int LEAP_ONE_OF = 20;

  private final long seed = Long.getLong("mcc.test.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void shouldBearWhateverIsSent() {
    VictimNode victim = new VictimNode(new PeerKeys(random), new Limits());
    int[] port = {5_000};
    Peer honest =
        new Peer(new PeerKeys(random), victim.link(4_999), victim.contact(), random, false);
    try (Attack attack = new Attack(() -> victim.link(port[0]++), victim.contact(), random)) {
      while (attack.count() < DATAGRAMS) {
        attack.bursts(() -> look(victim, honest));
      }
      report(victim, attack);
      requireAllStates(victim);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("with -Dmcc.test.seed=" + seed, e);
    }
  }

  private void look(VictimNode victim, Peer honest) {
    victim.passTime(random.nextInt(LEAP_ONE_OF) == 0 ? LEAP_NS : STEP_NS);
    assertThat(honest.ask(Ping.TYPE, honest.messages()::ping)).isEqualTo(Pong.TYPE);
  }

  /** Or the replacement of keys and RETRY would have been left out of it. */
  private static void requireAllStates(VictimNode victim) {
    assertThat(victim.counters.value(EngineCounter.REKEYS_COMPLETED)).isPositive();
    assertThat(victim.counters.value(EngineCounter.REKEYS_FAILED)).isPositive();
    assertThat(victim.counters.value(EngineCounter.RETRIES_SENT)).isPositive();
  }

  private void report(VictimNode victim, Attack attack) {
    StringBuilder rejections = new StringBuilder();
    for (Rejection rejection : Rejection.values()) {
      rejections.append(' ').append(rejection).append('=');
      rejections.append(victim.counters.value(rejection.counter()));
    }
    System.out.printf(
        "HostileDatagramsTest: %d handshakes, %d sealed, %d plaintexts, %d rekeys, seed %d;%s%n",
        attack.handshakeCount(),
        attack.sealedCount(),
        attack.plaintextCount(),
        victim.counters.value(EngineCounter.REKEYS_COMPLETED),
        seed,
        rejections);
  }
}
