package io.mcc.bench.load;

import io.mcc.engine.EngineContext;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What {@link ServeBench} found. Immutable.
 *
 * @param contacts of the node's table
 * @param idle what both loops did without work
 * @param pairs for each kind of request: it, and the echo of the same lengths beside it
 */
public record ServeResult(long contacts, EngineContext.Idle idle, List<Pair> pairs) {
  /**
   * One kind of request and its echo, round by round.
   *
   * @param requestLength bytes of a request's datagram
   * @param answerLength bytes of an answer's datagram
   */
  public record Pair(
      ServeSettings.Kind kind,
      int requestLength,
      int answerLength,
      List<Round> echo,
      List<Round> sealed) {
    /** How much more processor time the loop spent on a sealed request, by the medians. */
    public double cpuRatio() {
      return median(sealed, Round::cpuNs) / median(echo, Round::cpuNs);
    }

    /** The same without the turns that found nothing to do. */
    public double workRatio() {
      return median(sealed, Round::workNs) / median(echo, Round::workNs);
    }
  }

  /**
   * One round.
   *
   * @param answered answers as expected
   * @param failed refusals and silence
   * @param perSecond answers a second
   * @param p50Micros what half of the answers took at most
   * @param p99Micros what 99 % of the answers took at most
   * @param p999Micros what 99.9 % of the answers took at most
   * @param cpuNs processor time of the loop's thread per request
   * @param workNs the same without the turns that found nothing to do
   * @param userShare share of the processor time outside the kernel; NaN where it isn't known
   * @param allocatedBytes bytes that the loop's thread allocated per request
   * @param emptyTurns turns without work per request
   */
  public record Round(
      long answered,
      long failed,
      double perSecond,
      double p50Micros,
      double p99Micros,
      double p999Micros,
      double cpuNs,
      double workNs,
      double userShare,
      double allocatedBytes,
      double emptyTurns) {}

  /** The middle one of a figure. */
  public static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
