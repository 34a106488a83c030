package io.mcc.engine.loop;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.Events;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Datagrams that the operating system refused to send: the first of each reason is told, and that
 * they go through again once none was refused for a minute. Bounded. Owned by the loop.
 */
final class SendFailures {
  private static final long QUIET_NS = TimeUnit.MINUTES.toNanos(1);
  private static final int REASONS_MAX = 16;

  private final Set<String> told = new HashSet<>();
  private Events events = Events.untold();
  private long failedCount;
  private long lastNs;

  /** Where to tell from now on. */
  void tell(Events events) {
    this.events = events;
  }

  void onRefused(IOException refusal, Endpoint target, long nowNs) {
    failedCount++;
    lastNs = nowNs;
    String reason = String.valueOf(refusal.getMessage());
    if (told.size() < REASONS_MAX && told.add(reason)) {
      events.of(EventKind.NODE).sendsFailing(target, reason);
    }
  }

  /** Whether {@link #onSent} is of interest. */
  boolean isFailing() {
    return failedCount > 0;
  }

  /** A datagram was taken after some were refused. */
  void onSent(long nowNs) {
    if (nowNs - lastNs > QUIET_NS) {
      events.of(EventKind.NODE).sendsResumed(failedCount);
      failedCount = 0;
      told.clear();
    }
  }
}
