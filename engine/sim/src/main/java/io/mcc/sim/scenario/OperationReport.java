package io.mcc.sim.scenario;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What operations of one sort came to.
 *
 * @param count those that ended with an outcome that can be judged
 * @param requests sent to other nodes for one, on average
 * @param depth hops from the asker's own table to the last node asked, on average
 * @param p50Ns virtual time that half of them took at the most
 * @param failures how often each thing went wrong, by its name
 */
public record OperationReport(
    long count,
    long succeeded,
    double requests,
    double depth,
    int depthMax,
    long p50Ns,
    long p99Ns,
    SortedMap<String, Long> failures) {
  public OperationReport {
    failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
  }

  /** The part of them that went right; not a number without any. */
  public double success() {
    return count == 0 ? Double.NaN : (double) succeeded / count;
  }
}
