package io.mcc.engine.control;

import io.mcc.engine.base.EventKind;

/** Gives each kind of event its share of every second. Owned by the loop. */
final class EventShares {
  private static final int KIND_COUNT = EventKind.values().length;

  private final long[] seconds = new long[KIND_COUNT];
  private final int[] counts = new int[KIND_COUNT];

  /** Takes one event of the share of its kind; false where that is used up in this second. */
  boolean take(EventKind kind, long epochMs) {
    int at = kind.ordinal();
    long second = epochMs / 1_000;
    // A clock that was set back begins a new second too.
    if (seconds[at] != second) {
      seconds[at] = second;
      counts[at] = 0;
    }
    return counts[at]++ < kind.perSecond();
  }
}
