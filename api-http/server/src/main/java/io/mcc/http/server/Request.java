package io.mcc.http.server;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A request as a resource sees it: checked, routed, with its body read. Immutable; an IO thread's.
 *
 * @param headers all values of a header, in order
 * @param body empty where there is none; handed over, nobody else changes it
 */
record Request(
    Map<String, String> pathParameters,
    Query query,
    Function<String, List<String>> headers,
    byte[] body) {
  private static final long TIMEOUT_DEFAULT_MILLIS = 10_000;
  private static final long TIMEOUT_MAX_MILLIS = 600_000;

  String path(String name) {
    return pathParameters.get(name);
  }

  /** The header's only value, or null; a 400 problem where there are several. */
  String header(String name) {
    List<String> values = headers.apply(name);
    if (values.size() > 1) {
      throw ProblemException.badRequest("bad_header", name + " is given twice");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  boolean explain() {
    return query.flag("explain");
  }

  long timeoutNs() {
    return query.number("timeoutMillis", TIMEOUT_DEFAULT_MILLIS, 1, TIMEOUT_MAX_MILLIS) * 1_000_000;
  }

  int limit() {
    return (int) query.number("limit", 100, 1, 1_000);
  }
}
