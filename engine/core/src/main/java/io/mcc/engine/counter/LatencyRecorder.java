package io.mcc.engine.counter;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * How long things took, by {@link LatencyKind}, in nanoseconds with two significant digits. The
 * loop records without a lock and, after a kind's first value, without allocation; any thread reads
 * copies. The nodes of a simulation share one.
 */
public final class LatencyRecorder {
  /** Longer times are recorded as this one: 60 s. */
  public static final long LATENCY_MAX_NS = 60_000_000_000L;

  private static final int SIGNIFICANT_DIGITS = 2;

  private final Series[] series = new Series[LatencyKind.values().length];

  public LatencyRecorder() {
    for (int i = 0; i < series.length; i++) {
      series[i] = new Series();
    }
  }

  /** Takes a time; a negative one counts as 0. Loop only. */
  public void record(LatencyKind kind, long latencyNs) {
    series[kind.ordinal()].record(Math.max(0, Math.min(LATENCY_MAX_NS, latencyNs)));
  }

  /** Everything recorded since the start: a copy for the caller to keep. Any thread. */
  public Histogram total(LatencyKind kind) {
    return series[kind.ordinal()].total();
  }

  /** Everything recorded since the start, as numbers. Any thread. */
  public LatencySummary summary(LatencyKind kind) {
    return LatencySummary.of(total(kind));
  }

  /** One kind's times: what readers have collected and what the loop has recorded since. */
  private static final class Series {
    private volatile SingleWriterRecorder recorder;
    private Histogram total;
    private Histogram interval;

    void record(long latencyNs) {
      if (recorder == null) {
        recorder = new SingleWriterRecorder(LATENCY_MAX_NS, SIGNIFICANT_DIGITS);
      }
      recorder.recordValue(latencyNs);
    }

    /** Readers exclude one another; the loop takes no part in it. */
    synchronized Histogram total() {
      if (total == null) {
        total = new Histogram(LATENCY_MAX_NS, SIGNIFICANT_DIGITS);
      }
      SingleWriterRecorder current = recorder;
      if (current != null) {
        interval = current.getIntervalHistogram(interval);
        total.add(interval);
      }
      return total.copy();
    }
  }
}
