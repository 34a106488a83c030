package io.mcc.engine;

/** How long something took, for people. Pure. */
final class DurationText {
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 60 * MINUTE_MS;

  private DurationText() {}

  /** Such as {@code 0.4 s}, {@code 3 min 20 s} or {@code 5 h 2 min}. */
  static String of(long ms) {
    if (ms < MINUTE_MS) {
      return ms / 1_000 + "." + ms % 1_000 / 100 + " s";
    }
    if (ms < HOUR_MS) {
      return ms / MINUTE_MS + " min " + ms % MINUTE_MS / 1_000 + " s";
    }
    return ms / HOUR_MS + " h " + ms % HOUR_MS / MINUTE_MS + " min";
  }
}
