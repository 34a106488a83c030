package io.mcc.bench.load;

import io.mcc.bench.load.ServeResult.Round;
import java.util.List;

/**
 * One round as it was read: a trickle of requests, in which the loop turns without work most of the
 * time, and then the load. What an empty turn costs follows from the two mixtures. Immutable.
 */
record Sample(
    LoadResult trickle, LoopThread.Use trickleUse, LoadResult load, LoopThread.Use loadUse) {
  /** Processor time per request under load. */
  double cpuNs() {
    return (double) loadUse.cpuNs() / load.answered();
  }

  private static double emptyTurns(LoopThread.Use use) {
    return use.turns() - use.workingTurns();
  }

  /** The figures of all rounds of one server. */
  static List<Round> rounds(List<Sample> samples) {
    double emptyTurnNs = emptyTurnNs(samples);
    return samples.stream().map(sample -> sample.round(emptyTurnNs)).toList();
  }

  /** Two equations, two unknowns; over all rounds, so that one that was disturbed weighs little. */
  private static double emptyTurnNs(List<Sample> samples) {
    double trickleCpuNs = 0;
    double trickleCount = 0;
    double trickleEmpty = 0;
    double loadCpuNs = 0;
    double loadCount = 0;
    double loadEmpty = 0;
    for (Sample sample : samples) {
      trickleCpuNs += sample.trickleUse.cpuNs();
      trickleCount += sample.trickle.answered();
      trickleEmpty += emptyTurns(sample.trickleUse);
      loadCpuNs += sample.loadUse.cpuNs();
      loadCount += sample.load.answered();
      loadEmpty += emptyTurns(sample.loadUse);
    }
    return (trickleCpuNs * loadCount - loadCpuNs * trickleCount)
        / (trickleEmpty * loadCount - loadEmpty * trickleCount);
  }

  private Round round(double emptyTurnNs) {
    double count = load.answered();
    double ticks = loadUse.userTicks() + loadUse.systemTicks();
    return new Round(
        load.answered(),
        load.refused() + load.silent(),
        load.perSecond(),
        load.micros(50),
        load.micros(99),
        load.micros(99.9),
        cpuNs(),
        (loadUse.cpuNs() - emptyTurnNs * emptyTurns(loadUse)) / count,
        loadUse.userTicks() / ticks,
        loadUse.allocatedBytes() / count,
        emptyTurns(loadUse) / count);
  }
}
