package io.mcc.sim;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Threats 27 to 31 at large: faults of every kind by the seed, then a whole network again, then
 * everything is demanded of it. A seed that fails is run again by {@code -Dmcc.test.seed=N}.
 */
class FaultsSwarmTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int SEED_COUNT = Integer.getInteger("mcc.test.seeds", FULL ? 200 : 3);

  static LongStream seeds() {
    Long seed = Long.getLong("mcc.test.seed");
    return seed == null ? LongStream.rangeClosed(1, SEED_COUNT) : LongStream.of(seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldKeepEveryPromiseAndRecover(long seed) {
    new FaultRun(seed).run();
  }
}
