package io.mcc.tools.sim;

import io.mcc.sim.scenario.Demand;
import io.mcc.sim.scenario.Figure;
import io.mcc.sim.scenario.OperationReport;
import io.mcc.sim.scenario.SimulationReport;
import io.mcc.tools.verb.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report for programs: the names are fixed, README describes them. Pure. */
final class SimJson {
  private SimJson() {}

  static String of(SimulationReport report, long realNs) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("traceHash", report.traceHash());
    fields.put("scenario", report.scenario().name());
    fields.put("nodes", report.scenario().nodeCount());
    fields.put("seed", report.seed());
    fields.put("crypto", report.crypto().text());
    fields.put("virtualSeconds", report.virtualNs() / 1e9);
    fields.put("departures", report.departures());
    fields.put("returns", report.returns());
    fields.put("lookupSuccess", number(report.lookups().success()));
    fields.put("meanHops", number(report.lookups().depth()));
    fields.put("readSuccess", number(report.reads().success()));
    fields.put("recordsStored", report.records().stored());
    fields.put("recordsAlive", number(report.records().aliveShare()));
    fields.put("recordsLost", lost(report));
    fields.put("bytesPerIdleNode", report.idle().bytesPerNode());
    fields.put("sessionsPerIdleNode", report.idle().sessions());
    fields.put("idleDatagramsPerMinute", report.idle().datagramsPerMinute());
    fields.put("idleBusiestPerMinute", report.idle().busiestPerMinute());
    fields.put("idleHandshakesPerMinute", report.idle().handshakesPerMinute());
    fields.put("datagrams", report.traffic().sent());
    fields.put("datagramsLost", report.traffic().lost());
    fields.put("datagramsPerMinute", report.traffic().perMinute());
    fields.put("lookups", operations(report.lookups()));
    fields.put("reads", operations(report.reads()));
    fields.put("targetReads", operations(report.targetReads()));
    fields.put("writes", operations(report.writes()));
    tables(fields, report);
    fields.put("limitsHit", report.limitsHit());
    fields.put("violations", report.violations());
    fields.put("demands", demands(report));
    fields.put("passed", report.hasPassed());
    speed(fields, report, realNs / 1e9);
    return JsonText.of(fields);
  }

  private static Object number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static List<Object> lost(SimulationReport report) {
    return report.records().lost().stream()
        .<Object>map(record -> JsonText.object("key", record.key(), "cause", record.cause()))
        .toList();
  }

  private static Map<String, Object> operations(OperationReport operations) {
    return JsonText.object(
        "count",
        operations.count(),
        "succeeded",
        operations.succeeded(),
        "requests",
        number(operations.requests()),
        "hops",
        number(operations.depth()),
        "hopsMax",
        operations.depthMax(),
        "p50Millis",
        operations.p50Ns() / 1e6,
        "p99Millis",
        operations.p99Ns() / 1e6,
        "failures",
        operations.failures());
  }

  private static void tables(Map<String, Object> fields, SimulationReport report) {
    fields.put("contactsPerTable", number(report.tables().contacts()));
    fields.put("tableClosest", number(report.tables().closestShare()));
    fields.put("hostileContacts", number(report.tables().hostileShare()));
    fields.put("deadContacts", number(report.tables().deadShare()));
    fields.put("mistakenClients", report.tables().mistakenClients());
    fields.put("convergenceSeconds", number(report.convergence().ns() / 1e9));
  }

  private static List<Object> demands(SimulationReport report) {
    return report.scenario().demands().stream()
        .<Object>map(demand -> demand(demand, report))
        .toList();
  }

  private static Map<String, Object> demand(Demand demand, SimulationReport report) {
    double unit = demand.figure().unit() == Figure.Unit.DURATION ? 1e9 : 1;
    return JsonText.object(
        "figure",
        demand.figure().text(),
        demand.figure().isAtLeast() ? "atLeast" : "atMost",
        demand.bound() / unit,
        "value",
        number(demand.figure().of(report) / unit),
        "met",
        demand.isMet(report));
  }

  private static void speed(Map<String, Object> fields, SimulationReport report, double seconds) {
    fields.put("realSeconds", seconds);
    fields.put("virtualSecondsPerSecond", report.virtualNs() / 1e9 / seconds);
    fields.put("datagramsPerSecond", report.traffic().sent() / seconds);
  }
}
