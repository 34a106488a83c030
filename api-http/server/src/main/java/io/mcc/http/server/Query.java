package io.mcc.http.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A request's query, each parameter at most once and known to its route. Immutable. */
final class Query {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
  private static final char REPLACEMENT = '\ufffd';

  private final Map<String, String> parameters;

  private Query(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /**
   * Reads a raw query string.
   *
   * @param known the parameters that the route takes
   * @throws ProblemException where a parameter is unknown, repeated or not UTF-8
   */
  static Query parse(String raw, Set<String> known) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : raw.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!known.contains(name)) {
        throw unknown(name, known);
      }
      if (parameters.put(name, value) != null) {
        throw ProblemException.badRequest("bad_query", "'" + name + "' is given twice");
      }
    }
    return new Query(parameters);
  }

  private static ProblemException unknown(String name, Set<String> known) {
    String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
    String choice =
        known.isEmpty() ? "none is" : String.join(", ", known.stream().sorted().toList());
    return ProblemException.badRequest(
        "unknown_parameter", "unknown query parameter '" + shown + "'; known here: " + choice);
  }

  private static String decoded(String text) {
    String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
    if (decoded.indexOf(REPLACEMENT) >= 0) {
      throw ProblemException.badRequest("bad_query", "the query isn't UTF-8");
    }
    return decoded;
  }

  /** The parameter's text, or null. */
  String text(String name) {
    return parameters.get(name);
  }

  /** The parameter's number, within bounds. */
  long number(String name, long defaultValue, long min, long max) {
    String text = parameters.get(name);
    if (text == null) {
      return defaultValue;
    }
    if (NUMBER.matcher(text).matches()) {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw ProblemException.badRequest(
        "invalid", name + " is a whole number from " + min + " to " + max);
  }

  /** Whether the parameter is {@code true}. */
  boolean flag(String name) {
    String text = parameters.getOrDefault(name, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw ProblemException.badRequest("invalid", name + " is true or false");
    }
    return text.equals("true");
  }
}
