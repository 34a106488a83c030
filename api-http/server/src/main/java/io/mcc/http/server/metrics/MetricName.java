package io.mcc.http.server.metrics;

import io.prometheus.metrics.model.snapshots.Unit;

/**
 * What a figure is called in Prometheus: {@code mcc_}, its own name, and the base unit at the end.
 *
 * @param text without the {@code _total} of a counter, which is added where it is written
 * @param unit null where things are counted
 * @param scale what a figure is multiplied by to be in that unit
 * @see <a href="https://prometheus.io/docs/practices/naming/">Metric and label naming</a>
 */
record MetricName(String text, Unit unit, double scale) {
  private static final String PREFIX = "mcc_";
  private static final String BYTES = "bytes";
  private static final String NANOSECONDS_SUFFIX = "_ns";

  /** Of a counter or a gauge. */
  static MetricName of(String figure) {
    if (figure.endsWith(NANOSECONDS_SUFFIX)) {
      String stem = figure.substring(0, figure.length() - NANOSECONDS_SUFFIX.length());
      return new MetricName(PREFIX + stem + "_seconds", Unit.SECONDS, 1e-9);
    }
    if (figure.startsWith(BYTES + "_")) {
      String stem = figure.substring(BYTES.length() + 1);
      return new MetricName(PREFIX + stem + "_" + BYTES, Unit.BYTES, 1);
    }
    return new MetricName(PREFIX + figure, figure.endsWith("_" + BYTES) ? Unit.BYTES : null, 1);
  }

  /** Of a limit's value: as its use, with {@code limit} before the unit. */
  static MetricName ofLimit(String limit) {
    MetricName use = of(limit);
    String unit = use.unit == null ? "" : "_" + use.unit;
    String stem = use.text.substring(0, use.text.length() - unit.length());
    return new MetricName(stem + "_limit" + unit, use.unit, use.scale);
  }
}
