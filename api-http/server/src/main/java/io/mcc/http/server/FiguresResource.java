package io.mcc.http.server;

import io.mcc.engine.Figures;
import io.mcc.engine.Figures.Latency;
import io.mcc.http.server.Views.CountersView;
import io.mcc.http.server.Views.LatencyView;
import io.mcc.http.server.metrics.Exposition;
import io.mcc.http.server.metrics.RequestTally;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What the node has counted and measured, for programs and for Prometheus. Read from where the loop
 * leaves it: no command goes through the gate. Worker threads.
 */
final class FiguresResource {
  private final RestContext context;
  private final Supplier<RequestTally> tally;
  private final IntSupplier connectionCount;
  private final Exposition exposition;

  FiguresResource(RestContext context, Supplier<RequestTally> tally, IntSupplier connectionCount) {
    this.context = context;
    this.tally = tally;
    this.connectionCount = connectionCount;
    exposition = context.monitoring() ? exposition(context.node()) : null;
  }

  private static Exposition exposition(NodeInfo node) {
    return new Exposition(node.version(), node.certificate().notAfter());
  }

  Reply metrics(Request request) {
    if (exposition == null) {
      throw new ProblemException(
          Problem.of(404, "monitoring_off", "this node was started without -enable-monitoring"));
    }
    String accept = String.join(",", request.headers().apply("Accept"));
    return new Reply.Work(() -> scrape(accept));
  }

  private Answer scrape(String accept) {
    Exposition.Text text =
        exposition.text(accept, context.figures().get(), tally.get(), connectionCount.getAsInt());
    return Answer.bytes(200, text.contentType(), text.bytes()).header("Cache-Control", "no-store");
  }

  Reply counters(Request request) {
    return new Reply.Work(() -> counters(context.figures().get()));
  }

  private static Answer counters(Figures figures) {
    Map<String, LatencyView> latencies = new LinkedHashMap<>();
    figures.latencies().forEach(latency -> latencies.put(latency.name(), latency(latency)));
    return Answer.json(
        200,
        new CountersView(
            figures.uptime().toMillis() / 1e3,
            figures.counterValues(),
            figures.gaugeValues(),
            figures.limitValues(),
            latencies,
            figures.memory()));
  }

  private static LatencyView latency(Latency latency) {
    return new LatencyView(
        latency.count(),
        Views.millis(latency.p50Ns()),
        Views.millis(latency.p99Ns()),
        Views.millis(latency.maxNs()));
  }
}
