package io.mcc.http.server;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.mcc.engine.Figures;
import io.mcc.engine.command.Outcome;
import io.undertow.util.StatusCodes;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The JSON that goes out, one record each; names and units as in the REST interface. Pure. */
final class Views {
  private Views() {}

  record ProblemView(
      String type,
      String title,
      int status,
      String detail,
      String code,
      @JsonInclude(Include.NON_NULL) List<String> tried,
      @JsonInclude(Include.NON_NULL) List<StepView> trace,
      @JsonAnyGetter Map<String, Object> members) {}

  record CertificateJson(
      String subject,
      String issuer,
      String notBefore,
      String notAfter,
      List<String> permissions,
      String fingerprint) {}

  record NodeView(
      String id,
      String label,
      String version,
      double uptimeSeconds,
      List<String> listen,
      String http,
      String networkId,
      CertificateJson certificate,
      int peerCount,
      long recordCount,
      int sessionCount) {}

  record PeerJson(
      String id,
      String label,
      String address,
      Double rttMillis,
      Double lastSeenSeconds,
      String state) {}

  record PeersView(List<PeerJson> peers, String next) {}

  record EquivocationJson(
      String publisher,
      String key,
      String name,
      long sequence,
      String seen,
      List<String> headers) {}

  record EquivocationsView(List<EquivocationJson> equivocations) {}

  record PongView(
      String id, double rttMillis, @JsonInclude(Include.NON_NULL) List<StepView> trace) {}

  record NodesView(
      String target, List<PeerJson> nodes, @JsonInclude(Include.NON_NULL) List<StepView> trace) {}

  /** Of an immutable record: it has no sequence. */
  record StoredView(
      String key,
      @JsonInclude(Include.NON_NULL) Long sequence,
      int replicas,
      @JsonInclude(Include.NON_NULL) String expires,
      @JsonInclude(Include.NON_NULL) String hint,
      @JsonInclude(Include.NON_NULL) List<StepView> trace) {}

  record FoundView(
      String key,
      String owner,
      String name,
      long sequence,
      String expires,
      String contentType,
      String etag,
      String valueBase64,
      List<StepView> trace) {}

  record GivenUpView(String key, String copiesEnd) {}

  record OwnRecordView(
      String kind,
      String name,
      String key,
      long sequence,
      String expires,
      int replicas,
      String contentType,
      int lengthBytes) {}

  record OwnRecordsView(List<OwnRecordView> records, String next) {}

  record LimitView(
      String name,
      long value,
      long used,
      @JsonProperty("default") long defaultValue,
      String meaning) {}

  record LimitsView(List<LimitView> limits) {}

  record CountersView(
      double uptimeSeconds,
      Map<String, Long> counters,
      Map<String, Long> gauges,
      Map<String, Long> limits,
      Map<String, LatencyView> latencies,
      Figures.Memory memory) {}

  record LatencyView(long count, double p50Millis, double p99Millis, double maxMillis) {}

  record StepView(
      String peer,
      String address,
      String request,
      int distance,
      int round,
      double timeMillis,
      String outcome) {}

  static ProblemView problem(Problem problem) {
    return new ProblemView(
        "urn:mcc:problem:" + problem.code(),
        title(problem.status()),
        problem.status(),
        problem.detail(),
        problem.code(),
        problem.tried(),
        problem.trace() == null ? null : steps(problem.trace()),
        problem.members());
  }

  static EquivocationsView equivocations(Outcome.Equivocations found) {
    return new EquivocationsView(found.equivocations().stream().map(Views::equivocation).toList());
  }

  private static EquivocationJson equivocation(Outcome.Equivocation found) {
    Base64.Encoder base64 = Base64.getEncoder();
    return new EquivocationJson(
        found.publisher(),
        found.key(),
        found.name(),
        found.sequence(),
        instant(found.seenMs()),
        List.of(base64.encodeToString(found.first()), base64.encodeToString(found.second())));
  }

  static List<PeerJson> peers(List<Outcome.PeerView> peers) {
    return peers.stream().map(Views::peer).toList();
  }

  private static PeerJson peer(Outcome.PeerView peer) {
    return new PeerJson(
        peer.id(),
        peer.label(),
        peer.address(),
        peer.rttNs() < 0 ? null : millis(peer.rttNs()),
        peer.lastSeenNs() < 0 ? null : peer.lastSeenNs() / 1_000_000 / 1e3,
        peer.state());
  }

  static FoundView found(Outcome.Found found) {
    return new FoundView(
        found.key(),
        found.owner(),
        found.name(),
        found.sequence(),
        instant(found.expiryMs()),
        found.contentType(),
        EntityTag.of(found.tag()),
        Base64.getEncoder().encodeToString(found.value()),
        steps(found.trace()));
  }

  static OwnRecordView own(Outcome.OwnRecord record) {
    return new OwnRecordView(
        record.name().isEmpty() ? "immutable" : "mutable",
        record.name(),
        record.key(),
        record.sequence(),
        instant(record.expiryMs()),
        record.replicas(),
        record.contentType(),
        record.length());
  }

  /** The trace, or null where nobody asked for it. */
  static List<StepView> stepsIf(boolean explain, Outcome outcome) {
    return explain ? steps(outcome.trace()) : null;
  }

  private static List<StepView> steps(List<Outcome.TraceStep> trace) {
    return trace.stream()
        .map(
            step ->
                new StepView(
                    step.peer(),
                    step.address(),
                    step.request(),
                    step.distance(),
                    step.round(),
                    millis(step.timeNs()),
                    step.outcome()))
        .toList();
  }

  /** Milliseconds to the microsecond. */
  static double millis(long ns) {
    return ns / 1_000 / 1e3;
  }

  static String instant(long epochMs) {
    return Instant.ofEpochMilli(epochMs).toString();
  }

  /** The reason phrase of RFC 9110; Undertow's table is older than 421. */
  private static String title(int status) {
    return status == 421 ? "Misdirected Request" : StatusCodes.getReason(status);
  }
}
