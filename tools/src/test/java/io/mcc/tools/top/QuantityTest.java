package io.mcc.tools.top;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.04, 0.0",
    "7.5, 7.5",
    "12, 12",
    "950.4, 950",
    "999.6, 1.0k",
    "1234, 1.2k",
    "99949, 99.9k",
    "123456, 123k",
    "9999999, 10.0M",
    "1e13, 10.0T",
    "1e18, 1000000T"
  })
  void shouldShortenCounts(double value, String text) {
    assertThat(Quantity.count(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1.0 KiB", "1048575, 1.0 MiB", "4294967296, 4.0 GiB"})
  void shouldShortenBytes(double value, String text) {
    assertThat(Quantity.bytes(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.414, 0.41 ms", "9.999, 10.0 ms", "33.8, 33.8 ms", "245, 245 ms", "3210, 3.2 s"})
  void shouldShortenTimes(double millis, String text) {
    assertThat(Quantity.millis(millis)).isEqualTo(text);
  }

  @Test
  void shouldSayHowLongItRuns() {
    assertThat(Quantity.uptime(3_661.9)).isEqualTo("01:01:01");
    assertThat(Quantity.uptime(2 * 86_400 + 59)).isEqualTo("2 d 00:00:59");
    assertThat(Quantity.percent(0.034)).isEqualTo("3.4 %");
  }
}
