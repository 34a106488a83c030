package io.mcc.http.server;

import io.mcc.http.server.wire.WireLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every capacity of the REST server, by name. Set before the launch, read only afterwards.
 *
 * <p>With the defaults the server holds at most 512 bodies of 64 KiB: 32 MiB.
 */
public final class RestLimits {
  /** Bytes of a record's value: the protocol's limit, no choice. */
  public static final int RECORD_LENGTH_MAX = 64 * 1024;

  /** Connections open at once. */
  public static final String CONNECTIONS = "http-connections";

  /** Bytes of request line and headers. */
  public static final String HEAD_BYTES = "http-head-bytes";

  /** Header lines of a request. */
  public static final String HEADERS = "http-headers";

  /** Bytes of a JSON body. */
  public static final String JSON_BYTES = "http-json-bytes";

  /** From a head's first byte to its last, and from there to the body's last. */
  public static final String REQUEST_MILLIS = "http-request-millis";

  /** How long a connection may be silent between requests, or not take an answer. */
  public static final String IDLE_MILLIS = "http-idle-millis";

  private record Bound(long defaultValue, long min, long max, String meaning) {}

  private static final Map<String, Bound> BOUNDS = bounds();

  private final Map<String, Long> values = new LinkedHashMap<>();

  private static Map<String, Bound> bounds() {
    Map<String, Bound> bounds = new LinkedHashMap<>();
    bounds.put(CONNECTIONS, new Bound(512, 1, 65_536, "REST connections open at once"));
    bounds.put(HEAD_BYTES, new Bound(16_384, 1_024, 65_536, "bytes of a request's head"));
    bounds.put(HEADERS, new Bound(100, 10, 1_000, "header lines of a request"));
    bounds.put(JSON_BYTES, new Bound(16_384, 64, 65_536, "bytes of a JSON request body"));
    bounds.put(
        REQUEST_MILLIS,
        new Bound(10_000, 50, 600_000, "milliseconds for a request's head, and for its body"));
    bounds.put(
        IDLE_MILLIS,
        new Bound(60_000, 50, 3_600_000, "milliseconds a REST connection may be silent"));
    return bounds;
  }

  /** The names of all limits, in the order of {@code GET /api/v1/limits}. */
  public static List<String> names() {
    return List.copyOf(BOUNDS.keySet());
  }

  /**
   * Sets a limit.
   *
   * @throws IllegalArgumentException where there is none of this name, or it can't be that
   */
  public RestLimits set(String name, long value) {
    Bound bound = BOUNDS.get(name);
    if (bound == null) {
      throw new IllegalArgumentException("no limit is called '" + name + "'");
    }
    if (value < bound.min || value > bound.max) {
      throw new IllegalArgumentException(
          "limit " + name + " is " + bound.min + " to " + bound.max + ", not " + value);
    }
    values.put(name, value);
    return this;
  }

  /** A limit's value. */
  public long value(String name) {
    return values.getOrDefault(name, BOUNDS.get(name).defaultValue);
  }

  /** A limit's value where none was set. */
  static long defaultValue(String name) {
    return BOUNDS.get(name).defaultValue;
  }

  /** What a limit bounds. */
  static String meaning(String name) {
    return BOUNDS.get(name).meaning;
  }

  WireLimits wire() {
    return new WireLimits(
        (int) value(CONNECTIONS),
        (int) value(HEAD_BYTES),
        (int) value(HEADERS),
        value(REQUEST_MILLIS));
  }
}
