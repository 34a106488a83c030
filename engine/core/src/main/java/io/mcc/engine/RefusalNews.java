package io.mcc.engine;

import io.mcc.engine.base.EventSink;
import io.mcc.engine.identity.CertificateRefusal;

/**
 * Tells that certificates of peers were refused, and why: the first at once, then each reason once
 * a minute with how many there were, for strangers can bring as many as they like. Loop only.
 */
final class RefusalNews {
  static final long INTERVAL_NS = 60_000_000_000L;

  private static final CertificateRefusal[] ALL = CertificateRefusal.values();

  private final EventSink events;
  private final long[] counts = new long[ALL.length];
  private final long[] nextNs = new long[ALL.length];
  private final boolean[] told = new boolean[ALL.length];

  RefusalNews(EventSink events) {
    this.events = events;
  }

  void onRefused(CertificateRefusal refusal, long nowNs) {
    int at = refusal.ordinal();
    counts[at]++;
    if (!told[at] || nowNs - nextNs[at] >= 0) {
      events.certificatesRefused(text(refusal), counts[at]);
      told[at] = true;
      counts[at] = 0;
      nextNs[at] = nowNs + INTERVAL_NS;
    }
  }

  private static String text(CertificateRefusal refusal) {
    return switch (refusal) {
      case NOT_YET_VALID, EXPIRED ->
          refusal.sentence() + ": either its owner's clock is wrong, or this one's";
      default -> refusal.sentence();
    };
  }
}
