package io.mcc.embedded;

import io.mcc.engine.Figures;
import io.mcc.engine.command.Outcome;
import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccClient.Counters;
import io.mcc.http.client.MccClient.FoundRecord;
import io.mcc.http.client.MccClient.Latency;
import io.mcc.http.client.MccClient.Limit;
import io.mcc.http.client.MccClient.Memory;
import io.mcc.http.client.MccClient.OwnRecord;
import io.mcc.http.client.MccClient.Peer;
import io.mcc.http.client.MccClient.StoredRecord;
import io.mcc.http.client.MccException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The engine's outcomes in the words of the client interface, and the other way round. Pure. */
final class Views {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private Views() {}

  static Peer peer(Outcome.PeerView peer) {
    return new Peer(
        peer.id(),
        peer.label(),
        peer.address(),
        peer.rttNs() < 0 ? null : peer.rttNs() / NANOS_PER_MILLI,
        peer.lastSeenNs() < 0 ? null : peer.lastSeenNs() / NANOS_PER_SECOND,
        peer.state());
  }

  static StoredRecord stored(Outcome.Stored stored) {
    return new StoredRecord(
        stored.key(),
        stored.sequence(),
        stored.replicas(),
        Instant.ofEpochMilli(stored.expiryMs()),
        stored.created());
  }

  /** What is stored: plain bytes where nothing is said, as over HTTP. */
  static String contentType(Content content) {
    return content.contentType().isBlank() ? "application/octet-stream" : content.contentType();
  }

  static FoundRecord found(Outcome.Found found) {
    return new FoundRecord(
        new Content(found.contentType(), found.value()),
        found.tag(),
        found.owner(),
        found.sequence(),
        Instant.ofEpochMilli(found.expiryMs()),
        found.unconfirmed());
  }

  static OwnRecord own(Outcome.OwnRecord own) {
    return new OwnRecord(
        own.name(),
        own.key(),
        own.sequence(),
        Instant.ofEpochMilli(own.expiryMs()),
        own.replicas(),
        own.contentType(),
        own.length());
  }

  static Limit limit(Outcome.LimitValue limit) {
    return new Limit(limit.name(), limit.value(), limit.used(), limit.defaultValue());
  }

  static Counters counters(Figures figures) {
    Map<String, Latency> latencies = new LinkedHashMap<>();
    figures.latencies().forEach(latency -> latencies.put(latency.name(), latency(latency)));
    Figures.Memory memory = figures.memory();
    return new Counters(
        figures.uptime().toMillis() / 1e3,
        figures.counterValues(),
        figures.gaugeValues(),
        figures.limitValues(),
        latencies,
        new Memory(memory.heapUsedBytes(), memory.heapMaxBytes(), memory.directBytes()));
  }

  private static Latency latency(Figures.Latency latency) {
    return new Latency(
        latency.count(),
        latency.p50Ns() / NANOS_PER_MILLI,
        latency.p99Ns() / NANOS_PER_MILLI,
        latency.maxNs() / NANOS_PER_MILLI);
  }

  static io.mcc.engine.command.Expectation expectation(Expectation expectation) {
    return switch (expectation.kind()) {
      case NONE -> io.mcc.engine.command.Expectation.NONE;
      case ABSENT -> io.mcc.engine.command.Expectation.ABSENT;
      case PRESENT -> io.mcc.engine.command.Expectation.PRESENT;
      case TAG -> io.mcc.engine.command.Expectation.ofTag(expectation.tag());
    };
  }

  static MccException failure(Outcome.Failed failed) {
    return new MccException(
        failed.code().status(), failed.code().text(), failed.detail(), failed.tried());
  }
}
