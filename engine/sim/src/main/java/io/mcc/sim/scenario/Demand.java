package io.mcc.sim.scenario;

/**
 * What a figure must be for a run to pass.
 *
 * @param bound in the figure's unit
 */
public record Demand(Figure figure, double bound) {
  /** Whether a run fulfils it; what wasn't measured doesn't. */
  public boolean isMet(SimulationReport report) {
    double value = figure.of(report);
    return figure.isAtLeast() ? value >= bound : value <= bound;
  }
}
