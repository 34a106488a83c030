package io.mcc.engine.counter;

import org.HdrHistogram.Histogram;

/**
 * What was recorded of one {@link LatencyKind} since the start, as plain numbers, each within 1 %.
 * Immutable but for the array, which is the caller's.
 *
 * @param sumNs of all times; never falls from one reading to the next
 * @param bucketCounts how many times fell up to each of {@link #BOUNDS_NS} and above the one
 *     before; a last one for what is longer than all of them
 */
public record LatencySummary(
    long count, long sumNs, long p50Ns, long p99Ns, long maxNs, long[] bucketCounts) {
  /** From a round trip on one machine to the longest patience: three for each factor of ten. */
  public static final long[] BOUNDS_NS = {
    500_000L,
    1_000_000L,
    2_500_000L,
    5_000_000L,
    10_000_000L,
    25_000_000L,
    50_000_000L,
    100_000_000L,
    250_000_000L,
    500_000_000L,
    1_000_000_000L,
    2_500_000_000L,
    5_000_000_000L,
    10_000_000_000L,
    25_000_000_000L
  };

  static LatencySummary of(Histogram histogram) {
    long count = histogram.getTotalCount();
    long[] bucketCounts = new long[BOUNDS_NS.length + 1];
    long below = 0;
    for (int i = 0; i < BOUNDS_NS.length; i++) {
      long upTo = histogram.getCountBetweenValues(0, BOUNDS_NS[i]);
      bucketCounts[i] = upTo - below;
      below = upTo;
    }
    bucketCounts[BOUNDS_NS.length] = count - below;
    return new LatencySummary(
        count,
        Math.round(histogram.getMean() * count),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(99),
        histogram.getMaxValue(),
        bucketCounts);
  }
}
