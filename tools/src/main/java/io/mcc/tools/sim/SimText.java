package io.mcc.tools.sim;

import io.mcc.sim.scenario.ConvergenceReport;
import io.mcc.sim.scenario.Demand;
import io.mcc.sim.scenario.Figure;
import io.mcc.sim.scenario.LostRecord;
import io.mcc.sim.scenario.OperationReport;
import io.mcc.sim.scenario.RecordsReport;
import io.mcc.sim.scenario.SimulationReport;
import io.mcc.sim.scenario.TablesReport;
import io.mcc.tools.verb.Table;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for people. Pure. */
final class SimText {
  /** Lost records and violations that are shown; the JSON has all. */
  private static final int SHOWN_MAX = 20;

  /** What an open session is meant to take at the most. */
  private static final int SESSION_BYTES = 600;

  private SimText() {}

  static String of(SimulationReport report, long realNs) {
    Table table = new Table();
    head(table, report, realNs);
    operations(table, "lookups", report.lookups());
    table.row(" ", format("the binary logarithm of the nodes is %.2f", log2(report)));
    operations(table, "reads", report.reads());
    operations(table, "reads of targets", report.targetReads());
    operations(table, "writes", report.writes());
    records(table, report.records());
    state(table, report);
    StringBuilder text = new StringBuilder(table.toString());
    report.records().lost().stream()
        .limit(SHOWN_MAX)
        .forEach(record -> text.append(lost(record)).append('\n'));
    text.append(verdict(report));
    return text.toString();
  }

  private static void head(Table table, SimulationReport report, long realNs) {
    double seconds = realNs / 1e9;
    double virtualSeconds = report.virtualNs() / 1e9;
    table.row("scenario", report.scenario().name());
    table.row("seed", report.seed());
    table.row("crypto", report.crypto().text());
    table.row(
        "nodes",
        format(
            "%,d; %,d left and were replaced, %,d came back with their data",
            report.scenario().nodeCount(),
            report.departures() - report.returns(),
            report.returns()));
    table.row(
        "virtual time",
        format(
            "%s, of it %s as the scenario says",
            Quantities.durationText(report.virtualNs()),
            Quantities.durationText(report.scenario().durationNs())));
    table.row(
        "speed",
        format(
            "%,.1f s, %,.0f virtual seconds and %,.0f datagrams a second",
            seconds, virtualSeconds / seconds, report.traffic().sent() / seconds));
    table.row(
        "idle traffic",
        format(
            "%.1f datagrams a minute sent by a node, %.1f by the busiest; %.1f handshakes begun",
            report.idle().datagramsPerMinute(),
            report.idle().busiestPerMinute(),
            report.idle().handshakesPerMinute()));
    table.row(
        "memory of an idle node",
        format(
            "%,d bytes with %.1f sessions; %,.0f besides 600 bytes a session",
            report.idle().bytesPerNode(),
            report.idle().sessions(),
            report.idle().bytesPerNode() - SESSION_BYTES * report.idle().sessions()));
    table.row(
        "traffic",
        format(
            "%,d datagrams, %,d of them lost; %.1f a minute sent by a node during the scenario",
            report.traffic().sent(), report.traffic().lost(), report.traffic().perMinute()));
  }

  private static void operations(Table table, String title, OperationReport operations) {
    if (operations.count() == 0) {
      return;
    }
    table.row(
        title,
        format(
            "%,d, right %s%s",
            operations.count(), percent(operations.success()), failures(operations)));
    table.row(
        " ",
        format(
            "%.1f requests each, %.2f hops deep (at most %d), p50 %.0f ms, p99 %.0f ms",
            operations.requests(),
            operations.depth(),
            operations.depthMax(),
            operations.p50Ns() / 1e6,
            operations.p99Ns() / 1e6));
  }

  private static double log2(SimulationReport report) {
    return Math.log(report.scenario().nodeCount()) / Math.log(2);
  }

  private static String failures(OperationReport operations) {
    return operations.failures().isEmpty()
        ? ""
        : operations.failures().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", ", "; ", ""));
  }

  private static void records(Table table, RecordsReport records) {
    table.row(
        "records",
        format(
            "%,d stored, alive %s (%,d lost); %,d reads had to be repeated",
            records.stored(),
            percent(records.aliveShare()),
            records.lost().size(),
            records.retries()));
  }

  private static void state(Table table, SimulationReport report) {
    tables(table, "tables", report.tables());
    ConvergenceReport convergence = report.convergence();
    if (convergence.measured()) {
      String tables = within(convergence.tablesNs());
      String records = within(convergence.recordsNs());
      table.row("after healing", "tables right " + tables + ", records right " + records);
      tables(table, "tables then", convergence.tables());
    }
    table.row("limits hit", report.limitsHit().isEmpty() ? "none" : report.limitsHit());
    table.row("trace hash", report.traceHash());
  }

  private static void tables(Table table, String title, TablesReport tables) {
    table.row(
        title,
        format(
            "%.1f contacts, %s of the 16 closest nodes held, %s of the contacts hostile, %s dead",
            tables.contacts(),
            percent(tables.closestShare()),
            percent(tables.hostileShare()),
            percent(tables.deadShare())));
    if (tables.mistakenClients() > 0) {
      table.row(
          " ",
          format(
              "%,d nodes don't know that strangers reach them, and stay out of tables",
              tables.mistakenClients()));
    }
  }

  private static String within(long ns) {
    return ns < 0 ? "not in time" : "within " + Quantities.durationText(ns);
  }

  private static String lost(LostRecord record) {
    return "LOST  " + record.key() + ": " + record.cause();
  }

  private static String verdict(SimulationReport report) {
    StringBuilder text = new StringBuilder();
    report.violations().stream()
        .limit(SHOWN_MAX)
        .forEach(violation -> text.append("VIOLATED  ").append(violation).append('\n'));
    for (Demand demand : report.scenario().demands()) {
      text.append(demand.isMet(report) ? "ok  " : "FAILED  ")
          .append(demand(demand, report))
          .append('\n');
    }
    return text.append(report.hasPassed() ? "passed\n" : "").toString();
  }

  private static String demand(Demand demand, SimulationReport report) {
    Figure figure = demand.figure();
    return "%s is %s, demanded is %s %s"
        .formatted(
            figure.text(),
            value(figure, figure.of(report)),
            figure.isAtLeast() ? "at least" : "at most",
            value(figure, demand.bound()));
  }

  private static String value(Figure figure, double value) {
    if (Double.isNaN(value)) {
      return "unknown";
    }
    return switch (figure.unit()) {
      case SHARE -> percent(value);
      case NUMBER -> format("%.2f", value);
      case DURATION -> Quantities.durationText(value);
    };
  }

  /** The first thing that keeps a run from having passed, for the last line of a failure. */
  static String firstFailure(SimulationReport report) {
    List<Demand> unmet = report.unmet();
    return unmet.isEmpty()
        ? "an invariant doesn't hold: " + report.violations().get(0)
        : demand(unmet.get(0), report);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : Quantities.trimmed(share * 100, 3) + " %";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
