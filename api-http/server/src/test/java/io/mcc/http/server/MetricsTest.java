package io.mcc.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.Figures;
import io.mcc.engine.Figures.Bucket;
import io.mcc.engine.Figures.Capacity;
import io.mcc.engine.Figures.Figure;
import io.mcc.engine.Figures.Latency;
import io.mcc.engine.Figures.Memory;
import io.mcc.http.server.metrics.Scrape;
import io.mcc.http.server.metrics.Scrape.Family;
import io.mcc.http.server.metrics.Scrape.Sample;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
  private static final String PROMETHEUS_ACCEPTS =
      "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1";
  private static final Figures FIGURES =
      new Figures(
          Duration.ofMillis(12_345),
          List.of(
              new Figure("datagrams_received", "datagrams \"received\" \\ so far", 7),
              new Figure("bytes_received", "bytes received", 1L << 53),
              new Figure("loop_busy_ns", "time at work", 1_500_000_000),
              new Figure("rejected_mac_wrong", "datagrams dropped: mac1", 3),
              new Figure("rejected_too_short", "datagrams dropped: too short", 0)),
          List.of(new Figure("joined", "1 once joined", 1)),
          List.of(
              new Capacity("sessions", "sessions held", 4_096, 5L),
              new Capacity("record-bytes", "bytes of records", 1L << 32, 800L),
              new Capacity("handshake-rate", "handshakes a second", 20, null)),
          List.of(
              new Latency(
                  "lookup",
                  "lookups",
                  3,
                  40_000_000,
                  1_000_000,
                  30_000_000,
                  31_000_000,
                  List.of(
                      new Bucket(1_000_000, 2),
                      new Bucket(10_000_000, 0),
                      new Bucket(Long.MAX_VALUE, 1)))),
          new Memory(10, 20, 30));

  private RestFixture rest =
      RestFixture.launch(context -> context.figures(() -> FIGURES).monitoring(true))
          .answer(RestFixture.status(true, true));

  @AfterEach
  void close() {
    rest.close();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private Map<String, Family> scrape() {
    HttpResponse<byte[]> response = rest.get("/metrics");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(RestFixture.header(response, "Content-Type"))
        .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    return Scrape.parse(text(response));
  }

  private static double value(Map<String, Family> scrape, String name) {
    assertThat(scrape).containsKey(name);
    assertThat(scrape.get(name).samples()).hasSize(1);
    return scrape.get(name).samples().get(0).value();
  }

  @Test
  void shouldTellEveryFigureInBaseUnits() {
    Map<String, Family> scrape = scrape();

    assertThat(value(scrape, "mcc_datagrams_received_total")).isEqualTo(7);
    assertThat(value(scrape, "mcc_received_bytes_total")).isEqualTo(1L << 53);
    assertThat(value(scrape, "mcc_loop_busy_seconds_total")).isEqualTo(1.5);
    assertThat(value(scrape, "mcc_joined")).isEqualTo(1);
    assertThat(value(scrape, "mcc_sessions")).isEqualTo(5);
    assertThat(value(scrape, "mcc_sessions_limit")).isEqualTo(4_096);
    assertThat(value(scrape, "mcc_record_bytes")).isEqualTo(800);
    assertThat(value(scrape, "mcc_record_limit_bytes")).isEqualTo(1L << 32);
    assertThat(value(scrape, "mcc_handshake_rate_limit")).isEqualTo(20);
    assertThat(scrape).doesNotContainKey("mcc_handshake_rate");
    assertThat(value(scrape, "mcc_certificate_end_timestamp_seconds"))
        .isEqualTo(RestFixture.node().certificate().notAfter().getEpochSecond());
  }

  @Test
  void shouldTellReasonsAndKindsByLabel() {
    Map<String, Family> scrape = scrape();

    assertThat(scrape.get("mcc_rejections_total").samples())
        .containsExactly(
            new Sample("mcc_rejections_total", Map.of("reason", "mac_wrong"), 3),
            new Sample("mcc_rejections_total", Map.of("reason", "too_short"), 0));
    assertThat(scrape.get("mcc_operation_duration_seconds").samples())
        .contains(
            new Sample(
                "mcc_operation_duration_seconds_bucket",
                Map.of("operation", "lookup", "le", "0.01"),
                2),
            new Sample("mcc_operation_duration_seconds_sum", Map.of("operation", "lookup"), 0.04),
            new Sample("mcc_operation_duration_seconds_count", Map.of("operation", "lookup"), 3));
    assertThat(scrape.get("mcc_build_info").samples())
        .containsExactly(new Sample("mcc_build_info", Map.of("version", "0.1.0"), 1));
  }

  @Test
  void shouldTellTheJvmsFiguresToo() {
    assertThat(scrape())
        .containsKeys("jvm_memory_used_bytes", "jvm_threads_current", "process_cpu_seconds_total");
  }

  @Test
  void shouldCountRequestsByRouteAndNeverByWhatWasAsked() {
    rest.get("/api/v1/node");
    rest.get("/api/v1/records/" + RestFixture.ID_A + "?explain=what");
    rest.get("/no/such/path");
    List<Sample> samples = scrape().get("mcc_http_requests_total").samples();

    assertThat(samples).contains(requests("GET", "/api/v1/node", "2xx", 1));
    assertThat(samples).contains(requests("GET", "/api/v1/records/{key}", "4xx", 1));
    assertThat(samples).contains(requests("any", "none", "4xx", 1));
    assertThat(samples).hasSize((RestServer.routeNames().size() + 1) * 4);
  }

  private static Sample requests(String method, String route, String status, double count) {
    return new Sample(
        "mcc_http_requests_total",
        Map.of("method", method, "route", route, "status", status),
        count);
  }

  /** Show 9: no id, key, host or peer in a label. */
  @Test
  void shouldHaveLabelsFromClosedSetsOnly() {
    rest.get("/api/v1/peers/" + RestFixture.ID_B + "/ping");
    scrape().values().stream()
        .filter(family -> family.name().startsWith("mcc_"))
        .flatMap(family -> family.samples().stream())
        .forEach(
            sample ->
                assertThat(sample.labels().keySet())
                    .isSubsetOf("reason", "operation", "le", "method", "route", "status", "version")
                    .as(sample.toString()));
    assertThat(text(rest.get("/metrics")))
        .doesNotContain(RestFixture.ID_A, RestFixture.ID_B, "lone-otter", "127.0.0.1", "localhost");
  }

  /** Show 9: a scrape costs the loop nothing. */
  @Test
  void shouldPutNoCommandOnTheGate() {
    scrape();
    assertThat(rest.get("/api/v1/counters").statusCode()).isEqualTo(200);
    assertThat(rest.engine().commands()).isEmpty();
    rest.get("/healthz");
    assertThat(rest.engine().commands()).hasSize(1);
  }

  @Test
  void shouldSpeakOpenMetricsWhereItIsAskedFor() {
    HttpResponse<byte[]> response =
        rest.send(rest.request("/metrics").header("Accept", PROMETHEUS_ACCEPTS));

    assertThat(RestFixture.header(response, "Content-Type"))
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(text(response))
        .contains("# UNIT mcc_received_bytes bytes\n", "mcc_received_bytes_total 9.0")
        .contains("# TYPE mcc_build info\n")
        .endsWith("# EOF\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "*/*", "application/json", "application/vnd.google.protobuf"})
  void shouldSpeakTheTextFormatToEverybodyElse(String accept) {
    HttpResponse<byte[]> response = rest.send(rest.request("/metrics").header("Accept", accept));

    assertThat(RestFixture.header(response, "Content-Type")).startsWith("text/plain");
    Scrape.parse(text(response));
  }

  @Test
  void shouldSayThatMonitoringIsOff() {
    try (RestFixture off = RestFixture.launch()) {
      HttpResponse<byte[]> response = off.get("/metrics");

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(RestFixture.header(response, "Content-Type"))
          .isEqualTo("application/problem+json");
      assertThat(RestFixture.json(response).get("code").asText()).isEqualTo("monitoring_off");
    }
  }

  @Test
  void shouldAskForTheTokenAndTheHost() {
    try (RestFixture guarded =
        RestFixture.launch(context -> context.token("t0ken").monitoring(true))) {
      for (String path : List.of("/metrics", "/api/v1/counters")) {
        assertThat(guarded.get(path).statusCode()).isEqualTo(401);
        assertThat(
                guarded
                    .send(guarded.request(path).header("Authorization", "Bearer t0ken"))
                    .statusCode())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void shouldTellTheCountersAsJson() {
    var json = RestFixture.json(rest.get("/api/v1/counters"));

    assertThat(json.get("uptimeSeconds").asDouble()).isEqualTo(12.345);
    assertThat(json.at("/counters/rejected_mac_wrong").asLong()).isEqualTo(3);
    assertThat(json.at("/gauges/sessions").asLong()).isEqualTo(5);
    assertThat(json.at("/gauges").has("handshake_rate")).isFalse();
    assertThat(json.at("/limits/record_bytes").asLong()).isEqualTo(1L << 32);
    assertThat(json.at("/latencies/lookup/p99Millis").asDouble()).isEqualTo(30);
    assertThat(json.at("/memory/heapUsedBytes").asLong()).isEqualTo(10);
  }
}
