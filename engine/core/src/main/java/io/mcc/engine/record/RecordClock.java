package io.mcc.engine.record;

import io.mcc.engine.base.Time;

/**
 * The instant by which records expire. It is the wall clock and never goes back, so that what has
 * expired once stays expired; but a clock that jumps is not believed at once. One that shows more
 * than {@link #STEP_MAX_MS} more or less than the monotonic clock makes of it is passed over for
 * {@link #DOUBT_NS}: until then the monotonic clock goes on alone. If it was a mistake, nothing has
 * happened; if it lasts, it counts, be it earlier or later. So no jump can make a node drop or
 * refuse everything for good. Owned by the loop.
 */
final class RecordClock {
  /** So much is a correction of the clock, not a jump. */
  static final long STEP_MAX_MS = RecordPolicy.CLOCK_TOLERANCE_MS;

  /** A jump that has lasted so long counts. */
  static final long DOUBT_NS = 600_000_000_000L;

  private static final long NS_PER_MS = 1_000_000;

  private final Time time;
  private boolean runs;
  private boolean doubts;
  private long doubtsSinceNs;

  /** What the wall clock shows more than the monotonic one, as believed. */
  private long offsetMs;

  private long latestMs;
  private boolean stepped;

  RecordClock(Time time) {
    this.time = time;
  }

  /** Epoch milliseconds; 0 before the clocks run. */
  long latestMs() {
    if (time.epochMs() != 0) {
      long nowMs = Math.floorDiv(time.nowNs(), NS_PER_MS);
      believe(time.epochMs() - nowMs);
      latestMs = Math.max(latestMs, nowMs + offsetMs);
    }
    return latestMs;
  }

  /** Whether a jump has come to count since this was asked. */
  boolean pollStep() {
    latestMs();
    boolean hasStepped = stepped;
    stepped = false;
    return hasStepped;
  }

  private void believe(long shownOffsetMs) {
    if (!runs || Math.abs(shownOffsetMs - offsetMs) <= STEP_MAX_MS) {
      runs = true;
      doubts = false;
      offsetMs = shownOffsetMs;
    } else if (!doubts) {
      doubts = true;
      doubtsSinceNs = time.nowNs();
    } else if (time.nowNs() - doubtsSinceNs >= DOUBT_NS) {
      doubts = false;
      offsetMs = shownOffsetMs;
      latestMs = 0;
      stepped = true;
    }
  }
}
