package io.mcc.sim.scenario;

import java.util.List;

/**
 * A time in which the network falls into parts that don't reach each other. Immutable.
 *
 * @param beginNs after the beginning of the duration
 * @param sharesPerMillion of the nodes in each part; a million in all
 */
public record Partition(long beginNs, long durationNs, List<Integer> sharesPerMillion) {
  /** Parts that a network may fall into. */
  public static final int PART_COUNT_MAX = 64;

  public Partition {
    sharesPerMillion = List.copyOf(sharesPerMillion);
  }

  long endNs() {
    return beginNs + durationNs;
  }
}
