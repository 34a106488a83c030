package io.mcc.engine.dht;

import io.mcc.engine.base.EventReason;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;

/**
 * Whether anybody else is there: a node is alone until a contact lives in its table for the first
 * time in this life, and again once none has for a minute. Short silences say nothing: requests get
 * lost. Owned by the loop; lives as long as the node.
 */
public final class Company {
  /** What {@link #aloneSinceMs} answers where there never was company, or is. */
  public static final long NEVER_MS = -1;

  /** How long nobody lives in the table before the node counts as alone. */
  static final long PATIENCE_NS = 60_000_000_000L;

  private static final long MILLI_NS = 1_000_000;

  private final RoutingTable table;
  private final Time time;
  private final CompanyNews news;
  private boolean hadPeers;
  private boolean hasPeers;
  private long silentSinceNs;

  Company(RoutingTable table, Time time, CompanyNews news) {
    this.table = table;
    this.time = time;
    this.news = news;
  }

  /** Looks who lives; to be called after every input. */
  public void watch() {
    boolean hadThem = hasPeers;
    hasPeers = table.liveCount() > 0;
    hadPeers |= hasPeers;
    if (hadThem && !hasPeers) {
      silentSinceNs = time.nowNs();
    }
    if (hasPeers) {
      news.onCompany();
    } else if (isAlone()) {
      news.onAlone(silentSinceNs, EventReason.SILENT);
    }
  }

  /** Whether there was a live peer in this life. */
  public boolean hadPeers() {
    return hadPeers;
  }

  /** Whether nobody is there: from the start on, or for a minute. */
  public boolean isAlone() {
    return !hasPeers && (!hadPeers || time.nowNs() - silentSinceNs >= PATIENCE_NS);
  }

  /**
   * Since when the node is alone, epoch milliseconds of the wall clock as it goes now; {@link
   * #NEVER_MS} where it isn't, or has been from the start.
   */
  public long aloneSinceMs() {
    return hadPeers && isAlone()
        ? time.epochMs() - (time.nowNs() - silentSinceNs) / MILLI_NS
        : NEVER_MS;
  }

  /** When the node will count as alone unless somebody answers; {@link Timers#NEVER} if so now. */
  long dueNs() {
    return hasPeers || isAlone() ? Timers.NEVER : silentSinceNs + PATIENCE_NS;
  }
}
