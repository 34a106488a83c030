package io.mcc.http.server.metrics;

import static io.mcc.http.server.metrics.EngineMetrics.counted;
import static io.mcc.http.server.metrics.EngineMetrics.gauge;

import io.mcc.engine.Figures;
import io.mcc.http.server.metrics.RequestTally.Answered;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What Prometheus gets when it scrapes this node: the engine's figures, REST's, the JVM's. No label
 * of the node's own tells an id, a key, a peer or a host. One per server; any thread.
 */
public final class Exposition {
  private final PrometheusRegistry machine = new PrometheusRegistry();
  private final ExpositionFormatWriter prometheus = PrometheusTextFormatWriter.create();
  private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();
  private final String version;
  private final Instant certificateEnd;

  /**
   * @param certificateEnd from when on the node's certificate isn't valid any more
   */
  public Exposition(String version, Instant certificateEnd) {
    this.version = version;
    this.certificateEnd = certificateEnd;
    JvmMetrics.builder().register(machine);
  }

  /** A finished text and its type. */
  public record Text(String contentType, byte[] bytes) {}

  /**
   * Everything, in OpenMetrics' text format where it is asked for, else in Prometheus' own.
   *
   * @param accept the request's header; null where there is none
   * @param connectionCount REST connections open now
   */
  public Text text(String accept, Figures figures, RequestTally requests, int connectionCount) {
    ExpositionFormatWriter writer =
        accept != null && openMetrics.accepts(accept) ? openMetrics : prometheus;
    List<MetricSnapshot> metrics = new ArrayList<>(EngineMetrics.of(figures));
    metrics.add(build());
    metrics.add(
        gauge(
            new MetricName("mcc_certificate_end_timestamp_seconds", Unit.SECONDS, 1),
            "When the node's certificate ends, in seconds since 1970.",
            certificateEnd.getEpochSecond()));
    metrics.add(requests(requests));
    metrics.add(
        gauge(MetricName.of("http_connections"), "REST connections open now.", connectionCount));
    machine.scrape().forEach(metrics::add);
    return new Text(writer.getContentType(), bytes(writer, new MetricSnapshots(metrics)));
  }

  private MetricSnapshot build() {
    return InfoSnapshot.builder()
        .name("mcc_build")
        .help("The program.")
        .dataPoint(InfoDataPointSnapshot.builder().labels(Labels.of("version", version)).build())
        .build();
  }

  private static MetricSnapshot requests(RequestTally tally) {
    CounterSnapshot.Builder family =
        CounterSnapshot.builder()
            .name("mcc_http_requests")
            .help("REST requests answered, by route and class of status.");
    for (Answered answered : tally.answered()) {
      Labels labels =
          Labels.of(
              "method", answered.route().method(),
              "route", answered.route().template(),
              "status", answered.statusClass() + "xx");
      family.dataPoint(counted(labels, answered.count()));
    }
    return family.build();
  }

  private static byte[] bytes(ExpositionFormatWriter writer, MetricSnapshots metrics) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    try {
      writer.write(bytes, metrics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
