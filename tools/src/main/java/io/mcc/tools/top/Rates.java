package io.mcc.tools.top;

import io.mcc.http.client.MccClient.Counters;
import io.mcc.http.client.MccClient.Memory;
import java.util.Map;

/**
 * What happened between two readings of a node's counters, by the node's own clock. Immutable.
 *
 * @param before the earlier reading; {@link #START} at the first one, when rates are averages since
 *     the node's start
 */
record Rates(Counters before, Counters now) {
  /** What every node reads when it starts. */
  static final Counters START =
      new Counters(0, Map.of(), Map.of(), Map.of(), Map.of(), new Memory(0, 0, 0));

  private static final double NANOS_PER_SECOND = 1e9;

  /** The same since the node's start where it was started anew in between. */
  static Rates between(Counters before, Counters now) {
    boolean restarted = now.uptimeSeconds() < before.uptimeSeconds();
    return new Rates(restarted ? START : before, now);
  }

  /** Seconds between the readings. */
  double seconds() {
    return now.uptimeSeconds() - before.uptimeSeconds();
  }

  /** How much a counter has gone up. */
  long difference(String counter) {
    return value(now, counter) - value(before, counter);
  }

  /** How much a counter goes up in a second. */
  double perSecond(String counter) {
    return seconds() == 0 ? 0 : difference(counter) / seconds();
  }

  /** The part of its time that the loop was at work, 0 to 1. */
  double dutyCycle() {
    return Math.min(1, perSecond("loop_busy_ns") / NANOS_PER_SECOND);
  }

  long total(String counter) {
    return value(now, counter);
  }

  long gauge(String gauge) {
    return now.gauges().getOrDefault(gauge, 0L);
  }

  long limit(String limit) {
    return now.limits().getOrDefault(limit, 0L);
  }

  private static long value(Counters counters, String counter) {
    return counters.counters().getOrDefault(counter, 0L);
  }
}
