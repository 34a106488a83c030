package io.mcc.http.client;

import io.mcc.http.client.MccClient.Certificate;
import io.mcc.http.client.MccClient.Limit;
import io.mcc.http.client.MccClient.NodeStatus;
import io.mcc.http.client.MccClient.OwnRecord;
import io.mcc.http.client.MccClient.Peer;
import io.mcc.http.client.MccClient.StoredRecord;
import java.time.Duration;
import java.util.List;
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

  /** Why a node isn't ready: in one sentence, or as a list of reasons. */
  static String unreadiness(JsonObject answer) {
    if (answer.has("reasons")) {
      return answer.texts("reasons").stream().collect(Collectors.joining("; "));
    }
    return answer.textOr("detail", "not ready");
  }
}
