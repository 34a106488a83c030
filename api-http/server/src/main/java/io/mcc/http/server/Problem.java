package io.mcc.http.server;

import io.mcc.engine.command.Outcome.TraceStep;
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
 */
record Problem(
    int status,
    String code,
    String detail,
    Map<String, String> headers,
    List<String> tried,
    List<TraceStep> trace) {

  static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, Map.of(), null, null);
  }

  Problem with(String header, String value) {
    return new Problem(status, code, detail, Map.of(header, value), tried, trace);
  }
}
