package io.mcc.tools.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "250 ms, 250000000",
    "30s, 30000000000",
    "1.5 min, 90000000000",
    "2 h, 7200000000000",
    "1 d, 86400000000000"
  })
  void shouldReadDurations(String text, long ns) {
    assertThat(Quantities.durationNs(text)).isEqualTo(ns);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "-1 s", "1 hour", "1,5 h", "s", "1e3 s", "1  s"})
  void shouldRefuseOtherDurations(String text) {
    assertThat(Quantities.durationNs(text)).isNegative();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1000000",
    "0.25, 250000",
    "1 %, 10000",
    "99.9%, 999000",
    "100 %, 1000000"
  })
  void shouldReadShares(String text, int perMillion) {
    assertThat(Quantities.perMillion(text)).isEqualTo(perMillion);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "1.1", "101 %", "-1 %", "half", "%"})
  void shouldRefuseOtherShares(String text) {
    assertThat(Quantities.perMillion(text)).isNegative();
  }

  @Test
  void shouldWriteDurationsInTheirLargestUnit() {
    assertThat(Quantities.durationText(90e9)).isEqualTo("1.5 min");
    assertThat(Quantities.durationText(5e8)).isEqualTo("500 ms");
    assertThat(Quantities.durationText(2 * 86_400e9)).isEqualTo("2 d");
  }

  /** 9,999 of 10,000 isn't all. */
  @Test
  void shouldNeverRoundUp() {
    assertThat(Quantities.trimmed(99.99999, 3)).isEqualTo("99.999");
    assertThat(Quantities.trimmed(100, 3)).isEqualTo("100");
    assertThat(Quantities.trimmed(0, 3)).isEqualTo("0");
  }
}
