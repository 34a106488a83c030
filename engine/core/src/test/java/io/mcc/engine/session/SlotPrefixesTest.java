package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The prefixes of sessions against a map of them. */
class SlotPrefixesTest {
  private static final int STEP_COUNT = 20_000;
  private static final int SLOT_COUNT = 300;
  private static final long[] SAMPLES = {0, 1, -2, Long.MIN_VALUE, Long.MAX_VALUE, 0xC633_6400L};

  private final SlotPrefixes prefixes = new SlotPrefixes();
  private final Map<Integer, Long> model = new HashMap<>();

  @Test
  void shouldCountAsAMapOfThemDoes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int countMax = 0;
    for (int step = 0; step < STEP_COUNT; step++) {
      change(random.nextInt(1 + random.nextInt(SLOT_COUNT)), random);
      for (long prefix : SAMPLES) {
        int count = (int) model.values().stream().filter(each -> each == prefix).count();
        assertThat(prefixes.count(prefix)).as("seed %d, step %d", seed, step).isEqualTo(count);
        countMax = Math.max(countMax, count);
      }
    }
    System.out.printf(
        "SlotPrefixesTest: seed %d, %d steps, up to %d sessions of one prefix%n",
        seed, STEP_COUNT, countMax);
  }

  /** A slot is emptied before it is used again, as sessions do. */
  private void change(int slot, Random random) {
    if (model.remove(slot) != null) {
      prefixes.remove(slot);
    } else {
      long prefix = SAMPLES[random.nextInt(SAMPLES.length)];
      model.put(slot, prefix);
      prefixes.put(slot, prefix);
    }
  }
}
