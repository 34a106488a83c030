package io.mcc.engine.base;

/**
 * The two clocks as the current input brought them: read by every part of a node, moved by {@code
 * Node} alone when an input comes in. Within one input time stands still.
 */
public final class Time {
  private long nowNs;
  private long epochMs;

  /** Takes the readings that came with an input. */
  public void advance(long nowNs, long epochMs) {
    this.nowNs = nowNs;
    this.epochMs = epochMs;
  }

  /** The monotonic clock, nanoseconds: every timer. */
  public long nowNs() {
    return nowNs;
  }

  /** The wall clock, epoch milliseconds: every signed instant. */
  public long epochMs() {
    return epochMs;
  }
}
