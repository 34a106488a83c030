package io.mcc.engine.session;

/**
 * Smoothed round trip of a session and what follows for the patience with a request (RFC 9002,
 * section 5, with its constants). Owned by the loop.
 */
final class RoundTrip {
  static final long UNKNOWN_NS = -1;

  private static final long TIMEOUT_MIN_NS = 200_000_000L;
  private static final long TIMEOUT_MAX_NS = 2_000_000_000L;
  private static final long TIMEOUT_INITIAL_NS = 1_000_000_000L;
  private static final long PROMPT_MIN_NS = 75_000_000L;
  private static final long PROMPT_INITIAL_NS = 300_000_000L;

  /** What a peer may take to answer beside the way: it handles other things first. */
  private static final long WORK_NS = 25_000_000L;

  private long smoothedNs = UNKNOWN_NS;
  private long variationNs;

  void reset() {
    smoothedNs = UNKNOWN_NS;
    variationNs = 0;
  }

  void sample(long rttNs) {
    if (smoothedNs == UNKNOWN_NS) {
      smoothedNs = rttNs;
      variationNs = rttNs / 2;
    } else {
      variationNs += (Math.abs(smoothedNs - rttNs) - variationNs) / 4;
      smoothedNs += (rttNs - smoothedNs) / 8;
    }
  }

  /** The smoothed round trip, or {@link #UNKNOWN_NS}. */
  long smoothedNs() {
    return smoothedNs;
  }

  /** How long a reply is waited for. */
  long timeoutNs() {
    if (smoothedNs == UNKNOWN_NS) {
      return TIMEOUT_INITIAL_NS;
    }
    long timeoutNs = smoothedNs + 4 * variationNs + WORK_NS;
    return Math.max(TIMEOUT_MIN_NS, Math.min(TIMEOUT_MAX_NS, timeoutNs));
  }

  /** Within what time a reply comes that isn't slow; never more than {@link #timeoutNs}. */
  long promptNs() {
    if (smoothedNs == UNKNOWN_NS) {
      return PROMPT_INITIAL_NS;
    }
    long promptNs = smoothedNs + 4 * variationNs + WORK_NS;
    return Math.max(PROMPT_MIN_NS, Math.min(TIMEOUT_MAX_NS, promptNs));
  }
}
