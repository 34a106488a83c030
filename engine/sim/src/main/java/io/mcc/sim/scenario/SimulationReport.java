package io.mcc.sim.scenario;

import java.util.List;
import java.util.SortedMap;

/**
 * What was measured in a run. Immutable. Everything but memory follows from scenario and seed.
 *
 * @param crypto what {@link CryptoChoice#AUTO} came to
 * @param virtualNs virtual time that the whole run took
 * @param targetReads reads of records around which adversaries gather
 * @param departures nodes that left
 * @param returns nodes that came back with their disk
 * @param limitsHit how often nodes refused, dropped or cut short something for want of room
 * @param violations of invariants, a sentence each
 * @param traceHash 32 hexadecimal digits over all datagrams and outcomes
 */
public record SimulationReport(
    Scenario scenario,
    long seed,
    CryptoChoice crypto,
    long virtualNs,
    long departures,
    long returns,
    IdleReport idle,
    TrafficReport traffic,
    OperationReport lookups,
    OperationReport reads,
    OperationReport targetReads,
    OperationReport writes,
    RecordsReport records,
    TablesReport tables,
    ConvergenceReport convergence,
    SortedMap<String, Long> limitsHit,
    List<String> violations,
    String traceHash) {
  /** The demands that the run didn't fulfil. */
  public List<Demand> unmet() {
    return scenario.demands().stream().filter(demand -> !demand.isMet(this)).toList();
  }

  /** Whether every demand was fulfilled and every invariant kept. */
  public boolean hasPassed() {
    return violations.isEmpty() && unmet().isEmpty();
  }
}
