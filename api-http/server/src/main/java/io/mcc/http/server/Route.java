package io.mcc.http.server;

import io.mcc.http.server.metrics.RequestTally.RouteName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One method on one path. Immutable.
 *
 * @param method GET answers HEAD too
 * @param template a path as OpenAPI writes it, with {@code {name}} for one segment
 * @param queryParameters those it takes; any other is refused
 * @param body what it reads
 */
record Route(
    String method,
    String template,
    Set<String> queryParameters,
    Body body,
    Access access,
    Function<Request, Reply> resource) {

  /** What a route does with a request's body. */
  enum Body {
    /** Nothing: a body is left unread. */
    NONE,
    /** Reads JSON, up to the limit for it. */
    JSON,
    /** Reads a record's value, up to 64 KiB. */
    RECORD
  }

  /** Who may use a route. */
  enum Access {
    /** Everybody: it tells nothing about the node's contents. */
    OPEN,
    /** Whoever has the token, where there is one. */
    TOKEN
  }

  /** How answers on it are counted. */
  RouteName name() {
    return new RouteName(method, template);
  }

  List<String> segments() {
    return List.of(template.substring(1).split("/", -1));
  }

  /** The path parameters where the path is this route's; null otherwise. */
  Map<String, String> match(List<String> path) {
    List<String> segments = segments();
    if (segments.size() != path.size()) {
      return null;
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (segment.startsWith("{") && !path.get(i).isEmpty()) {
        parameters.put(segment.substring(1, segment.length() - 1), path.get(i));
      } else if (!segment.equals(path.get(i))) {
        return null;
      }
    }
    return parameters;
  }

  boolean serves(String requestMethod) {
    return method.equals(requestMethod) || method.equals("GET") && requestMethod.equals("HEAD");
  }
}
