package io.mcc.engine.counter;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
  @Test
  void shouldKeepTimesAcrossReads() {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.record(LatencyKind.LOOKUP, 1_000_000);
    assertThat(recorder.total(LatencyKind.LOOKUP).getTotalCount()).isEqualTo(1);
    recorder.record(LatencyKind.LOOKUP, 3_000_000);

    Histogram total = recorder.total(LatencyKind.LOOKUP);
    assertThat(total.getTotalCount()).isEqualTo(2);
    assertThat(total.valuesAreEquivalent(total.getMaxValue(), 3_000_000)).isTrue();
    assertThat(recorder.total(LatencyKind.PING).getTotalCount()).isZero();
  }

  @Test
  void shouldHoldTimesOutOfRangeToTheRange() {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.record(LatencyKind.PING, -1);
    recorder.record(LatencyKind.PING, Long.MAX_VALUE);

    Histogram total = recorder.total(LatencyKind.PING);
    assertThat(total.getMinValue()).isZero();
    assertThat(total.getMaxValue()).isGreaterThanOrEqualTo(LatencyRecorder.LATENCY_MAX_NS);
  }

  @Test
  void shouldPutEachTimeIntoOneBucket() {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.record(LatencyKind.LOOKUP, 400_000);
    recorder.record(LatencyKind.LOOKUP, 700_000);
    recorder.record(LatencyKind.LOOKUP, 3_000_000);
    recorder.record(LatencyKind.LOOKUP, 30_000_000_000L);

    LatencySummary summary = recorder.summary(LatencyKind.LOOKUP);
    assertThat(summary.bucketCounts()).startsWith(1, 1, 0, 1, 0).endsWith(0, 1);
    assertThat(summary.bucketCounts()).hasSize(LatencySummary.BOUNDS_NS.length + 1);
    assertThat(summary.count()).isEqualTo(4);
    assertThat(summary.sumNs()).isCloseTo(30_004_100_000L, Percentage.withPercentage(1));
    assertThat(summary.p50Ns()).isCloseTo(700_000, Percentage.withPercentage(1));
    assertThat(LatencySummary.BOUNDS_NS).isSorted();
  }

  @Test
  void shouldLoseNothingWhileAnotherThreadReads() throws InterruptedException {
    LatencyRecorder recorder = new LatencyRecorder();
    Thread loop =
        new Thread(
            () -> {
              for (int i = 0; i < 100_000; i++) {
                recorder.record(LatencyKind.PING, i);
              }
            });
    loop.start();
    while (loop.isAlive()) {
      recorder.total(LatencyKind.PING);
    }
    loop.join();
    assertThat(recorder.total(LatencyKind.PING).getTotalCount()).isEqualTo(100_000);
  }
}
