package io.mcc.engine;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once, at the start, what the clock shows where that can't be right. The node starts all the
 * same: its identity holds whatever a clock shows, and its records are kept until it is set.
 */
final class ClockNews {
  /** No clock that is right shows less: this program is younger. */
  private static final Instant PROGRAM_MADE = Instant.parse("2026-01-01T00:00:00Z");

  private static final Logger LOG = LoggerFactory.getLogger(ClockNews.class);

  private ClockNews() {}

  /**
   * @param identityDoubt what the identity has shown of the clock, or null
   */
  static void tell(long epochMs, String identityDoubt) {
    String doubt = doubt(epochMs, identityDoubt);
    if (doubt != null) {
      LOG.warn(
          "the clock shows {}: {}; set it if it is wrong, the node goes by what it shows ten"
              + " minutes later, or from its next start on",
          Instant.ofEpochMilli(epochMs),
          doubt);
    }
  }

  static String doubt(long epochMs, String identityDoubt) {
    if (identityDoubt != null) {
      return identityDoubt;
    }
    boolean isTooEarly = Instant.ofEpochMilli(epochMs).isBefore(PROGRAM_MADE);
    return isTooEarly ? "that is before this program was made" : null;
  }
}
