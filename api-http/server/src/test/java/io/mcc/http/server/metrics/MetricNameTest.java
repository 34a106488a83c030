package io.mcc.http.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricNameTest {
  @ParameterizedTest
  @CsvSource({
    "datagrams_received, mcc_datagrams_received, 1",
    "bytes_received, mcc_received_bytes, 1",
    "record_bytes, mcc_record_bytes, 1",
    "loop_busy_ns, mcc_loop_busy_seconds, 1e-9"
  })
  void shouldPutTheBaseUnitAtTheEnd(String figure, String name, double scale) {
    assertThat(MetricName.of(figure).text()).isEqualTo(name);
    assertThat(MetricName.of(figure).scale()).isEqualTo(scale);
  }

  @ParameterizedTest
  @CsvSource({
    "sessions, mcc_sessions_limit",
    "record_bytes, mcc_record_limit_bytes",
    "handshakes_per_prefix, mcc_handshakes_per_prefix_limit"
  })
  void shouldNameTheLimitBesideItsUse(String limit, String name) {
    assertThat(MetricName.ofLimit(limit).text()).isEqualTo(name);
  }
}
