package io.mcc.tools.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * One pass of requests over all records: how many were as they should, how long they took, and why
 * the others were not.
 *
 * @param expected how many there were
 * @param succeeded how many were right, to the last byte
 * @param problems why the others were not, with their numbers
 */
record Tally(int expected, int succeeded, Latencies latencies, Map<String, Integer> problems) {
  boolean complete() {
    return succeeded == expected;
  }

  Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("succeeded", succeeded);
    fields.put("expected", expected);
    fields.putAll(latencies.json());
    fields.put("problems", problems);
    return fields;
  }

  /** For example: 998 of 1,000 (1 not-found, 1 timeout). */
  String count() {
    StringJoiner why = new StringJoiner(", ", " (", ")").setEmptyValue("");
    problems.forEach((problem, count) -> why.add(String.format("%,d %s", count, problem)));
    return String.format("%,d of %,d%s", succeeded, expected, why);
  }
}
