package io.mcc.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleValueTest {
  private final SampleValue values = new SampleValue(1, 100);

  @Test
  void shouldTellItsVersion() {
    assertThat(values.version(3, values.of(3, 7))).isEqualTo(7);
  }

  @Test
  void shouldKnowNothingOfOtherValues() {
    byte[] changed = values.of(3, 7);
    changed[50]++;
    assertThat(values.version(3, changed)).isNegative();
    assertThat(values.version(4, values.of(3, 7))).isNegative();
    assertThat(values.version(3, new SampleValue(2, 100).of(3, 7))).isNegative();
    assertThat(values.version(3, new byte[10])).isNegative();
  }
}
