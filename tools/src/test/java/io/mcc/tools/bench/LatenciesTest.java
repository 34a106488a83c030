package io.mcc.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void shouldTellTheTimeThatAShareDidNotExceed() {
    long[] latencyNs = LongStream.rangeClosed(1, 200).map(i -> i * 1_000_000).toArray();
    Latencies latencies = new Latencies(latencyNs);
    assertThat(latencies.millis(0.5)).isEqualTo(100);
    assertThat(latencies.millis(0.99)).isEqualTo(198);
    assertThat(latencies.millis(1)).isEqualTo(200);
  }

  @Test
  void shouldLeaveFailuresOut() {
    assertThat(new Latencies(new long[] {-1, 3_000_000, -1}).millis(0.01)).isEqualTo(3);
    assertThat(new Latencies(new long[] {-1}).millis(0.5)).isNaN();
  }
}
