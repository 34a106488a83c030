package io.mcc.http.client;

import io.mcc.http.client.MccClient.Certificate;
import io.mcc.http.client.MccClient.Counters;
import io.mcc.http.client.MccClient.Latency;
import io.mcc.http.client.MccClient.Limit;
import io.mcc.http.client.MccClient.Memory;
import io.mcc.http.client.MccClient.NodeStatus;
import io.mcc.http.client.MccClient.OwnRecord;
import io.mcc.http.client.MccClient.Peer;
import io.mcc.http.client.MccClient.StoredRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns a node's JSON into the answers of {@link MccClient}. */
final class Answers {
  private static final double NANOS_PER_MILLI = 1e6;

  private Answers() {}

  static NodeStatus status(JsonObject node) {
    return new NodeStatus(
        node.text("id"),
        node.textOr("label", ""),
        node.text("version"),
        node.number("uptimeSeconds"),
        node.texts("listen"),
        node.textOr("http", ""),
        node.textOr("networkId", ""),
        node.has("certificate") ? certificate(node.object("certificate")) : null,
        node.number("peerCount"),
        node.number("recordCount"));
  }

  private static Certificate certificate(JsonObject certificate) {
    return new Certificate(
        certificate.text("subject"),
        certificate.text("issuer"),
        certificate.instant("notBefore"),
        certificate.instant("notAfter"),
        certificate.texts("permissions"),
        certificate.text("fingerprint"));
  }

  static List<Peer> peers(List<JsonObject> peers) {
    return peers.stream().map(Answers::peer).toList();
  }

  private static Peer peer(JsonObject peer) {
    return new Peer(
        peer.text("id"),
        peer.textOr("label", ""),
        peer.textOr("address", ""),
        peer.decimalOrNull("rttMillis"),
        peer.decimalOrNull("lastSeenSeconds"),
        peer.textOr("state", ""));
  }

  static Duration roundTrip(JsonObject pong) {
    Double rttMillis = pong.decimalOrNull("rttMillis");
    return Duration.ofNanos(rttMillis == null ? 0 : Math.round(rttMillis * NANOS_PER_MILLI));
  }

  static StoredRecord stored(JsonObject stored, boolean created) {
    return new StoredRecord(
        stored.text("key"),
        stored.numberOr("sequence", 0),
        Math.toIntExact(stored.number("replicas")),
        stored.instantOrNull("expires"),
        created);
  }

  static List<OwnRecord> ownRecords(List<JsonObject> records) {
    return records.stream().map(Answers::ownRecord).toList();
  }

  private static OwnRecord ownRecord(JsonObject own) {
    return new OwnRecord(
        own.text("name"),
        own.text("key"),
        own.number("sequence"),
        own.instantOrNull("expires"),
        Math.toIntExact(own.numberOr("replicas", 0)),
        own.textOr("contentType", ""),
        own.number("lengthBytes"));
  }

  static List<Limit> limits(List<JsonObject> limits) {
    return limits.stream().map(Answers::limit).toList();
  }

  private static Limit limit(JsonObject limit) {
    return new Limit(
        limit.text("name"),
        limit.number("value"),
        limit.has("used") ? limit.number("used") : null,
        limit.number("default"));
  }

  static Counters counters(JsonObject counters) {
    Map<String, Latency> latencies = new LinkedHashMap<>();
    JsonObject kinds = counters.object("latencies");
    kinds.names().forEach(kind -> latencies.put(kind, latency(kinds.object(kind))));
    return new Counters(
        counters.decimal("uptimeSeconds"),
        numbers(counters.object("counters")),
        numbers(counters.object("gauges")),
        numbers(counters.object("limits")),
        latencies,
        memory(counters.object("memory")));
  }

  private static Map<String, Long> numbers(JsonObject object) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    object.names().forEach(name -> numbers.put(name, object.number(name)));
    return numbers;
  }

  private static Latency latency(JsonObject latency) {
    return new Latency(
        latency.number("count"),
        latency.decimal("p50Millis"),
        latency.decimal("p99Millis"),
        latency.decimal("maxMillis"));
  }

  private static Memory memory(JsonObject memory) {
    return new Memory(
        memory.number("heapUsedBytes"),
        memory.number("heapMaxBytes"),
        memory.number("directBytes"));
  }

  /** Why a node isn't ready: in one sentence, or as a list of reasons. */
  static String unreadiness(JsonObject answer) {
    if (answer.has("reasons")) {
      return answer.texts("reasons").stream().collect(Collectors.joining("; "));
    }
    return answer.textOr("detail", "not ready");
  }
}
