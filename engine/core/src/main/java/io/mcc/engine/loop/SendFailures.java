package io.mcc.engine.loop;

import io.mcc.codec.Endpoint;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datagrams that the operating system refused to send: the first of each reason is told, and the
 * first one after a quarter of an hour without. Bounded. Owned by the loop.
 */
final class SendFailures {
  private static final Logger LOG = LoggerFactory.getLogger(SendFailures.class);
  private static final long QUIET_NS = TimeUnit.MINUTES.toNanos(15);
  private static final int REASONS_MAX = 16;

  private final Map<String, Long> lastNs = new HashMap<>();

  void onFailure(IOException failure, Endpoint target, long nowNs) {
    String reason = String.valueOf(failure.getMessage());
    Long before = lastNs.get(reason);
    if (before != null || lastNs.size() < REASONS_MAX) {
      lastNs.put(reason, nowNs);
      if (before == null || nowNs - before > QUIET_NS) {
        LOG.warn(
            "datagrams can't be sent: {} (the first to {}); they are counted as send_errors",
            reason,
            target);
      }
    }
  }
}
