package io.mcc.http.server;

import io.mcc.http.server.wire.HostName;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps foreign web pages from writing through a user's browser, and lets listed origins call
 * (CORS, without credentials). Immutable.
 */
final class CrossSiteCheck {
  static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
  static final String HEADERS = "Authorization, Content-Type, If-Match, If-None-Match";
  static final String EXPOSED =
      "ETag, Location, MCC-Sequence, MCC-Owner, MCC-Expires, MCC-Unconfirmed, Retry-After, Allow,"
          + " WWW-Authenticate";

  private final boolean any;
  private final Set<String> listed = new HashSet<>();

  CrossSiteCheck(List<String> corsOrigins) {
    any = corsOrigins.contains("*");
    corsOrigins.forEach(origin -> listed.add(normal(origin)));
  }

  /** Whether a text is {@code scheme://host[:port]} of the web. */
  static boolean isOrigin(String text) {
    return authority(text.toLowerCase(Locale.ROOT)) != null;
  }

  /** Whether an origin may read answers and write. */
  boolean isListed(String origin) {
    return any || listed.contains(normal(origin));
  }

  /** What {@code Access-Control-Allow-Origin} says to a listed origin. */
  String allowOrigin(String origin) {
    return any ? "*" : origin;
  }

  /**
   * Lets a write pass or not.
   *
   * @param host whom the request is for; null where it names nobody
   * @param origin the Origin header, or null
   * @param fetchSite the Sec-Fetch-Site header, or null
   * @throws ProblemException 403 where the request comes from a foreign page
   */
  void checkWrite(HostName host, String origin, String fetchSite) {
    if (origin != null && isListed(origin)) {
      return;
    }
    boolean foreignOrigin = origin != null && !isOurs(host, origin);
    boolean foreignSite =
        fetchSite != null && !fetchSite.equals("same-origin") && !fetchSite.equals("none");
    if (foreignOrigin || foreignSite) {
      throw new ProblemException(
          Problem.of(
              403,
              "cross_site",
              "a web page of another origin may not write; -enable-cors lists those that may"));
    }
  }

  private static boolean isOurs(HostName host, String origin) {
    String normal = normal(origin);
    HostName authority = authority(normal);
    return authority != null
        && host != null
        && authority.host().equals(host.host())
        && port(authority, normal).equals(port(host, normal));
  }

  private static String port(HostName authority, String origin) {
    String fallback = origin.startsWith("https:") ? "443" : "80";
    return authority.port().isEmpty() ? fallback : authority.port();
  }

  private static String normal(String origin) {
    return origin.toLowerCase(Locale.ROOT);
  }

  private static HostName authority(String origin) {
    for (String scheme : List.of("http://", "https://")) {
      if (origin.startsWith(scheme)) {
        HostName host = HostName.parse(origin.substring(scheme.length()));
        return host == null || host.host().isEmpty() ? null : host;
      }
    }
    return null;
  }
}
