package io.mcc.sim.scenario;

import java.util.List;

/**
 * What became of the records.
 *
 * @param wanted how many the scenario wanted stored
 * @param stored how many the network acknowledged
 * @param alive how many of those could be read at the end
 * @param retries reads at the end that had to be tried again at another node
 */
public record RecordsReport(int wanted, int stored, int alive, int retries, List<LostRecord> lost) {
  public RecordsReport {
    lost = List.copyOf(lost);
  }

  /** The part of the acknowledged ones that is alive; not a number without any. */
  public double aliveShare() {
    return stored == 0 ? Double.NaN : (double) alive / stored;
  }
}
