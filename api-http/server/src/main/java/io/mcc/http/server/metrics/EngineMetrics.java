package io.mcc.http.server.metrics;

import io.mcc.engine.Figures;
import io.mcc.engine.Figures.Bucket;
import io.mcc.engine.Figures.Capacity;
import io.mcc.engine.Figures.Figure;
import io.mcc.engine.Figures.Latency;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine's figures as metrics: each by its own name; the reasons to drop a datagram, and the
 * kinds of operations, as one family with a label. Pure.
 */
final class EngineMetrics {
  private static final double SECONDS_PER_NS = 1e-9;

  private EngineMetrics() {}

  static List<MetricSnapshot> of(Figures figures) {
    List<MetricSnapshot> metrics = new ArrayList<>();
    figures.counters().stream()
        .filter(counter -> !isRejection(counter))
        .map(EngineMetrics::counter)
        .forEach(metrics::add);
    metrics.add(rejections(figures.counters()));
    figures.gauges().stream().map(EngineMetrics::gauge).forEach(metrics::add);
    figures.limits().forEach(limit -> addLimit(metrics, limit));
    metrics.add(operations(figures.latencies()));
    return metrics;
  }

  private static boolean isRejection(Figure counter) {
    return counter.name().startsWith(Figures.REJECTED_PREFIX);
  }

  private static MetricSnapshot counter(Figure counter) {
    MetricName name = MetricName.of(counter.name());
    return CounterSnapshot.builder()
        .name(name.text())
        .help(sentence(counter.meaning()))
        .unit(name.unit())
        .dataPoint(counted(Labels.EMPTY, counter.value() * name.scale()))
        .build();
  }

  static CounterDataPointSnapshot counted(Labels labels, double value) {
    return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static MetricSnapshot rejections(List<Figure> counters) {
    CounterSnapshot.Builder family =
        CounterSnapshot.builder()
            .name("mcc_rejections")
            .help("Datagrams and frames dropped in silence, by reason.");
    for (Figure counter : counters) {
      if (isRejection(counter)) {
        String reason = counter.name().substring(Figures.REJECTED_PREFIX.length());
        family.dataPoint(counted(Labels.of("reason", reason), counter.value()));
      }
    }
    return family.build();
  }

  private static MetricSnapshot gauge(Figure gauge) {
    MetricName name = MetricName.of(gauge.name());
    return gauge(name, sentence(gauge.meaning()), gauge.value() * name.scale());
  }

  static MetricSnapshot gauge(MetricName name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name.text())
        .help(help)
        .unit(name.unit())
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }

  private static void addLimit(List<MetricSnapshot> metrics, Capacity limit) {
    if (limit.used() != null) {
      metrics.add(
          gauge(
              MetricName.of(limit.figureName()),
              sentence("now: " + limit.meaning()),
              limit.used()));
    }
    metrics.add(
        gauge(
            MetricName.ofLimit(limit.figureName()),
            sentence("at most: " + limit.meaning()),
            limit.value()));
  }

  private static MetricSnapshot operations(List<Latency> latencies) {
    HistogramSnapshot.Builder family =
        HistogramSnapshot.builder()
            .name("mcc_operation_duration_seconds")
            .help("Time that operations asked for by users took, by kind.")
            .unit(Unit.SECONDS);
    for (Latency latency : latencies) {
      family.dataPoint(
          HistogramDataPointSnapshot.builder()
              .labels(Labels.of("operation", latency.name()))
              .classicHistogramBuckets(buckets(latency.buckets()))
              .sum(latency.sumNs() * SECONDS_PER_NS)
              .build());
    }
    return family.build();
  }

  private static ClassicHistogramBuckets buckets(List<Bucket> buckets) {
    ClassicHistogramBuckets.Builder builder = ClassicHistogramBuckets.builder();
    for (Bucket bucket : buckets) {
      boolean last = bucket.boundNs() == Long.MAX_VALUE;
      double bound = last ? Double.POSITIVE_INFINITY : bucket.boundNs() / 1e9;
      builder.bucket(bound, bucket.count());
    }
    return builder.build();
  }

  private static String sentence(String phrase) {
    return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1) + ".";
  }
}
