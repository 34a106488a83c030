package io.mcc.http.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the route of a request. Immutable. */
final class Router {
  /** A route and the parameters of the path that led to it. */
  record Match(Route route, Map<String, String> pathParameters) {}

  private final List<Route> routes;

  /**
   * @param routes where two match one path, the earlier wins
   */
  Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /**
   * The route of a method and a raw path.
   *
   * @throws ProblemException 404 or 405
   */
  Match match(String method, String rawPath) {
    List<String> path = segments(rawPath);
    TreeSet<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Map<String, String> parameters = route.match(path);
      if (parameters == null) {
        continue;
      }
      if (route.serves(method)) {
        return new Match(route, parameters);
      }
      addMethods(route, allowed);
    }
    throw new ProblemException(
        allowed.isEmpty() ? unknownPath(rawPath) : wrongMethod(method, allowed));
  }

  /** The methods of a raw path; empty where nothing is there. */
  TreeSet<String> methods(String rawPath) {
    List<String> path = segments(rawPath);
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      if (route.match(path) != null) {
        addMethods(route, methods);
      }
    }
    return methods;
  }

  private static void addMethods(Route route, TreeSet<String> methods) {
    methods.add(route.method());
    methods.add("OPTIONS");
    if (route.method().equals("GET")) {
      methods.add("HEAD");
    }
  }

  private static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String raw : rawPath.substring(1).split("/", -1)) {
      // A plus is a plus in a path; only the form encoding of queries makes it a space.
      segments.add(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    return segments;
  }

  private static Problem unknownPath(String rawPath) {
    String shown = rawPath.length() > 80 ? rawPath.substring(0, 80) + "…" : rawPath;
    return Problem.of(
        404, "unknown_path", "nothing is at " + shown + "; the routes are in /openapi.yaml");
  }

  private static Problem wrongMethod(String method, TreeSet<String> allowed) {
    String methods = String.join(", ", allowed);
    return Problem.of(405, "wrong_method", method + " isn't possible here, only " + methods)
        .with("Allow", methods);
  }
}
