package io.mcc.tools.top;

import java.util.Locale;

/** Numbers as people read them at a glance: at most six characters. Pure. */
final class Quantity {
  private static final String[] THOUSANDS = {"", "k", "M", "G", "T"};
  private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final long SECONDS_PER_DAY = 86_400;

  private Quantity() {}

  /** A count or a rate: {@code 0}, {@code 7.5}, {@code 950}, {@code 12.3k}. */
  static String count(double value) {
    return scaled(value, 1_000, THOUSANDS, "");
  }

  /** Bytes by powers of 1,024: {@code 950 B}, {@code 1.4 MiB}. */
  static String bytes(double value) {
    return scaled(value, 1_024, BYTES, " ");
  }

  private static String scaled(double value, int step, String[] units, String space) {
    int unit = 0;
    double scaled = value;
    while (scaled >= step * 0.9995 && unit < units.length - 1) {
      scaled /= step;
      unit++;
    }
    boolean whole = unit == 0 && scaled == Math.rint(scaled) || scaled >= 99.95;
    return String.format(Locale.ROOT, whole ? "%.0f" : "%.1f", scaled) + space + units[unit];
  }

  /** Milliseconds: {@code -} for none, {@code 0.41 ms}, {@code 12 ms}, {@code 3.2 s}. */
  static String millis(double millis) {
    if (millis >= 999.5) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }
    String format = millis >= 99.95 ? "%.0f ms" : millis >= 9.995 ? "%.1f ms" : "%.2f ms";
    return String.format(Locale.ROOT, format, millis);
  }

  static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f %%", part * 100);
  }

  /** A span in days and {@code hh:mm:ss}. */
  static String uptime(double seconds) {
    long whole = (long) seconds;
    long ofDay = whole % SECONDS_PER_DAY;
    String time = String.format("%02d:%02d:%02d", ofDay / 3_600, ofDay / 60 % 60, ofDay % 60);
    return whole < SECONDS_PER_DAY ? time : whole / SECONDS_PER_DAY + " d " + time;
  }
}
