package io.mcc.tools.verb;

/** Times as people say them. Pure. */
final class Times {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Times() {}

  /** A span in its two largest units. */
  static String span(long seconds) {
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + " min " + seconds % MINUTE + " s";
    }
    if (seconds < DAY) {
      return seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
    }
    return seconds / DAY + " d " + seconds % DAY / HOUR + " h";
  }

  static String ago(long seconds) {
    return span(seconds) + " ago";
  }
}
