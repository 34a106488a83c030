package io.mcc.http.server;

import io.mcc.engine.command.Outcome.TraceStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error as RFC 9457 has it. Immutable.
 *
 * @param code stable, for programs
 * @param detail one sentence for people
 * @param headers what the answer carries besides
 * @param tried node ids that were asked in vain; null where that says nothing
 * @param trace every request made; null where it wasn't asked for
 * @param members what this kind of error tells besides, by name
 */
record Problem(
    int status,
    String code,
    String detail,
    Map<String, String> headers,
    List<String> tried,
    List<TraceStep> trace,
    Map<String, Object> members) {

  static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, Map.of(), null, null, Map.of());
  }

  Problem with(String header, String value) {
    return new Problem(status, code, detail, added(headers, header, value), tried, trace, members);
  }

  /** The same with one more member. */
  Problem telling(String member, Object value) {
    return new Problem(status, code, detail, headers, tried, trace, added(members, member, value));
  }

  private static <V> Map<String, V> added(Map<String, V> known, String name, V value) {
    Map<String, V> all = new LinkedHashMap<>(known);
    all.put(name, value);
    return all;
  }
}
