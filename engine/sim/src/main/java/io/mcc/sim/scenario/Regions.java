package io.mcc.sim.scenario;

import io.mcc.sim.SeededRandom;
import java.util.List;

/**
 * Regions of the world: how many nodes each has, and how long a datagram takes between them.
 * Immutable.
 *
 * @param sharesPerMillion of the nodes; a million in all
 * @param latencyNs one way, from each region (row) to each region
 */
public record Regions(List<Integer> sharesPerMillion, List<List<Long>> latencyNs) {
  /** Regions that a scenario may have. */
  public static final int COUNT_MAX = 64;

  public Regions {
    sharesPerMillion = List.copyOf(sharesPerMillion);
    latencyNs = latencyNs.stream().map(List::copyOf).toList();
  }

  byte[] draw(int nodeCount, SeededRandom random) {
    byte[] regions = new byte[nodeCount];
    for (int node = 0; node < nodeCount; node++) {
      regions[node] = (byte) Shares.draw(sharesPerMillion, random);
    }
    return regions;
  }

  long[][] matrix() {
    return latencyNs.stream()
        .map(row -> row.stream().mapToLong(Long::longValue).toArray())
        .toArray(long[][]::new);
  }
}
