package io.mcc.engine;

import java.util.Locale;

/** Numbers of bytes for people. */
final class ByteText {
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

  private ByteText() {}

  static String of(long bytes) {
    int unit = 0;
    double number = bytes;
    while (number >= 1024 && unit < UNITS.length - 1) {
      number /= 1024;
      unit++;
    }
    boolean whole = unit == 0 || number >= 10 || number == Math.rint(number);
    return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", number, UNITS[unit]);
  }
}
