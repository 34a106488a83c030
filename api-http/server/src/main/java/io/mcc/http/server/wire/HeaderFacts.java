package io.mcc.http.server.wire;

import java.util.Locale;

/**
 * What the headers of one request say about its body. Belongs to a {@link HeadScanner}; IO thread
 * only. Strict where RFC 9112, section 6, lets a recipient choose: whatever two readers could
 * understand in two ways is refused.
 */
final class HeaderFacts {
  private static final int LENGTH_DIGITS_MAX = 18;

  private boolean lengthSeen;
  private boolean encodingSeen;
  private long length;
  private int hostCount;
  private String host;

  void clear() {
    lengthSeen = false;
    encodingSeen = false;
    length = 0;
    hostCount = 0;
    host = null;
  }

  /** Whether the scanner has to keep this header's value. */
  static boolean wants(CharSequence name) {
    String lower = name.toString().toLowerCase(Locale.ROOT);
    return lower.equals("content-length")
        || lower.equals("transfer-encoding")
        || lower.equals("expect")
        || lower.equals("host");
  }

  /** Takes a header that {@link #wants} named; null, or why the request is refused. */
  WireRefusal onHeader(CharSequence name, String value) {
    switch (name.toString().toLowerCase(Locale.ROOT)) {
      case "content-length":
        return onLength(value);
      case "transfer-encoding":
        return onEncoding(value);
      case "host":
        host = value;
        return ++hostCount > 1 || HostName.parse(value) == null ? WireRefusal.HOST : null;
      default:
        return value.equalsIgnoreCase("100-continue") ? null : WireRefusal.EXPECTATION;
    }
  }

  private WireRefusal onLength(String value) {
    if (lengthSeen || encodingSeen || !isLength(value)) {
      return WireRefusal.FRAMING;
    }
    lengthSeen = true;
    length = Long.parseLong(value);
    return null;
  }

  private static boolean isLength(String value) {
    return !value.isEmpty()
        && value.length() <= LENGTH_DIGITS_MAX
        && value.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  private WireRefusal onEncoding(String value) {
    if (lengthSeen || encodingSeen || !value.equalsIgnoreCase("chunked")) {
      return WireRefusal.FRAMING;
    }
    encodingSeen = true;
    return null;
  }

  /**
   * Null, or why the whole head is refused. HTTP/1.0 knows neither Host nor chunks; without a
   * length it has no body, as in HTTP/1.1 (RFC 9112, section 6.3): proxies send it so.
   *
   * @param authority of an absolute target, or null; a Host header has to say the same
   */
  WireRefusal onHeadComplete(boolean isVersion10, String authority) {
    if (authority != null && host != null && !authority.equals(host)) {
      return WireRefusal.HOST;
    }
    if (isVersion10) {
      return encodingSeen ? WireRefusal.FRAMING : null;
    }
    return hostCount == 0 ? WireRefusal.HOST : null;
  }

  boolean isChunked() {
    return encodingSeen;
  }

  /** Bytes of a body that isn't chunked. */
  long length() {
    return length;
  }
}
