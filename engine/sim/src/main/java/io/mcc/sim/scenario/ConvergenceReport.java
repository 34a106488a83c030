package io.mcc.sim.scenario;

/**
 * How long a network took to be whole again after all faults had ended.
 *
 * @param measured whether the scenario wanted it
 * @param tablesNs until every table named only nodes that were there, and the sixteen closest of
 *     them; negative: not in time
 * @param recordsNs until the eight nodes closest to every record held its newest version; negative:
 *     not in time
 * @param tables how good they were when the time was up, or all was right; null unless measured
 */
public record ConvergenceReport(
    boolean measured, long tablesNs, long recordsNs, TablesReport tables) {
  static final ConvergenceReport NONE = new ConvergenceReport(false, -1, -1, null);

  /** Until both were reached; not a number where one wasn't. */
  public double ns() {
    return tablesNs < 0 || recordsNs < 0 ? Double.NaN : Math.max(tablesNs, recordsNs);
  }
}
