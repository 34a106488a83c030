package io.mcc.tools.bench;

import io.mcc.tools.verb.JsonText;
import io.mcc.tools.verb.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run found, for people and for programs. Filled by the main thread. */
final class NetworkReport {
  private final Table table = new Table();
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  /** A fact that nothing depends on. */
  void fact(String name, String title, Object value) {
    fields.put(name, value);
    table.row(title, value);
  }

  /** Requests, all of which must have gone right. */
  void tally(String name, String title, Tally tally) {
    fields.put(name, tally.json());
    table.row(title, tally.count());
    table.row("  client's time", tally.latencies());
    require(tally.complete(), title + ": " + tally.count());
  }

  /**
   * Copies right after the puts. That a majority of those meant to hold it has each record is what
   * an acknowledged put promises at once. Where one of them was slow to answer, another stood in
   * for it: then there are too many until that one has given its copy up.
   */
  void copiesOfPut(String name, String title, CopyCount copies) {
    fields.put(name, copies.json());
    table.row(title, copies);
    require(copies.acknowledged(), title + ", fewer than a majority: " + copies);
  }

  /** Copies, which must be as many as promised. */
  void copies(String name, String title, CopyCount copies) {
    fields.put(name, copies.json());
    table.row(title, copies);
    require(copies.complete(), title + ": " + copies);
  }

  /** Fails the run where a condition doesn't hold. */
  void require(boolean condition, String failure) {
    if (!condition) {
      failures.add(failure);
    }
  }

  /** What didn't hold; empty where all is well. */
  List<String> failures() {
    return failures;
  }

  String json() {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.put("passed", failures.isEmpty());
    all.put("failures", failures);
    return JsonText.of(all);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(table.toString());
    failures.forEach(failure -> text.append("FAILED  ").append(failure).append('\n'));
    return text.append(failures.isEmpty() ? "passed\n" : "").toString();
  }
}
