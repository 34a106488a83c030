package io.mcc.tools.sim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and shares as people write them. Pure. */
final class Quantities {
  /** What a duration looks like, for errors. */
  static final String DURATION_EXAMPLES = "for example 250 ms, 30 s, 10 min, 1.5 h or 2 d";

  private static final Pattern DURATION =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?(ms|s|min|h|d)");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,4})?) ?%");
  private static final Pattern SHARE = Pattern.compile("[01](?:\\.[0-9]{1,6})?");

  private Quantities() {}

  /** Nanoseconds; -1 where it isn't a duration. */
  static long durationNs(String text) {
    if (text.equals("0")) {
      return 0;
    }
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return -1;
    }
    BigDecimal ns = new BigDecimal(matcher.group(1)).multiply(unitNs(matcher.group(2)));
    return ns.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : ns.longValue();
  }

  private static BigDecimal unitNs(String unit) {
    long seconds =
        switch (unit) {
          case "min" -> 60;
          case "h" -> 3_600;
          case "d" -> 86_400;
          default -> 1;
        };
    return BigDecimal.valueOf(seconds * (unit.equals("ms") ? 1_000_000 : 1_000_000_000L));
  }

  /** Millionths of the whole; -1 where it isn't a share. */
  static int perMillion(String text) {
    Matcher percent = PERCENT.matcher(text);
    BigDecimal millionths;
    if (percent.matches()) {
      millionths = new BigDecimal(percent.group(1)).movePointRight(4);
    } else if (SHARE.matcher(text).matches()) {
      millionths = new BigDecimal(text).movePointRight(6);
    } else {
      return -1;
    }
    return millionths.intValue() > 1_000_000 ? -1 : millionths.intValue();
  }

  /** The shortest way to write a duration. */
  static String durationText(double ns) {
    String[] units = {"d", "h", "min", "s", "ms"};
    for (String unit : units) {
      double value = ns / unitNs(unit).doubleValue();
      if (value >= 1 || unit.equals("ms")) {
        return trimmed(value, 2) + " " + unit;
      }
    }
    throw new IllegalStateException();
  }

  /** A number with so many decimals at the most; what is left of them is cut, not rounded up. */
  static String trimmed(double value, int decimals) {
    BigDecimal cut = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.DOWN);
    return cut.signum() == 0 ? "0" : cut.stripTrailingZeros().toPlainString();
  }
}
