package io.mcc.sim.scenario;

import io.mcc.engine.command.Outcome;
import io.mcc.sim.PendingOutcome;
import java.util.Arrays;
import java.util.TreeMap;

/** What operations of one sort came to. Filled while a run goes on. */
final class OperationFigures {
  private final TreeMap<String, Long> failures = new TreeMap<>();
  private long[] durationsNs = new long[1_024];
  private int count;
  private long succeededCount;
  private long requestCount;
  private long depthSum;
  private int depthMax;

  /** One has ended, and this is what was wrong with it; null where all was right. */
  void onEnd(PendingOutcome pending, String failure) {
    if (count == durationsNs.length) {
      durationsNs = Arrays.copyOf(durationsNs, 2 * count);
    }
    durationsNs[count++] = pending.durationNs();
    int depth = 0;
    for (Outcome.TraceStep step : pending.outcome().trace()) {
      depth = Math.max(depth, step.round());
    }
    requestCount += pending.outcome().trace().size();
    depthSum += depth;
    depthMax = Math.max(depthMax, depth);
    if (failure == null) {
      succeededCount++;
    } else {
      failures.merge(failure, 1L, Long::sum);
    }
  }

  OperationReport report() {
    long[] sorted = Arrays.copyOf(durationsNs, count);
    Arrays.sort(sorted);
    return new OperationReport(
        count,
        succeededCount,
        ratio(requestCount),
        ratio(depthSum),
        depthMax,
        percentile(sorted, 50),
        percentile(sorted, 99),
        failures);
  }

  private double ratio(long sum) {
    return count == 0 ? Double.NaN : (double) sum / count;
  }

  private static long percentile(long[] sorted, int percent) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1L) * percent / 100)];
  }
}
