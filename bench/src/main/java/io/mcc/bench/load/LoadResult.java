package io.mcc.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What a run of a {@link LoadGenerator} found. Not changed any more.
 *
 * @param answered answers as expected
 * @param refused other answers
 * @param silent requests without an answer
 * @param elapsedNs from the first request to the last end
 * @param answerLength bytes of the last answer's datagram; 0 without any
 * @param latencyNs from the sending to the answer, of all answers
 */
public record LoadResult(
    long answered,
    long refused,
    long silent,
    long elapsedNs,
    int answerLength,
    Histogram latencyNs) {
  /** Answers a second. */
  public double perSecond() {
    return answered * 1e9 / elapsedNs;
  }

  /** A share of the answers took at most so many microseconds. */
  public double micros(double percentile) {
    return latencyNs.getValueAtPercentile(percentile) / 1e3;
  }
}
