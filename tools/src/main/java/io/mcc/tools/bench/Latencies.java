package io.mcc.tools.bench;

import io.mcc.tools.verb.JsonText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Times of requests as a client sees them, from the call to the last byte. Immutable. */
final class Latencies {
  private final long[] sortedNs;

  /**
   * @param latencyNs negative where a request failed: left out
   */
  Latencies(long[] latencyNs) {
    sortedNs = Arrays.stream(latencyNs).filter(value -> value >= 0).sorted().toArray();
  }

  /** The time that a share of the requests didn't exceed, in milliseconds; NaN without any. */
  double millis(double share) {
    if (sortedNs.length == 0) {
      return Double.NaN;
    }
    int rank = (int) Math.ceil(share * sortedNs.length);
    return sortedNs[Math.max(rank, 1) - 1] / 1e6;
  }

  Map<String, Object> json() {
    return JsonText.object(
        "p50Millis", millis(0.5), "p99Millis", millis(0.99), "maxMillis", millis(1));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, max %.1f ms", millis(0.5), millis(0.99), millis(1));
  }
}
