package io.mcc.engine.node;

import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.dht.Dht;
import io.mcc.engine.record.Records;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.SessionForesight;
import io.mcc.engine.session.Sessions;
import org.agrona.DirectBuffer;

/**
 * Reads what an input to come will need of a node, and changes nothing. Thousands of nodes don't
 * fit into the processor's caches, and each input waits for memory many times, one wait after the
 * other; who reads ahead for several inputs waits for all of them at once. Every method answers a
 * figure made of what it read, so that no compiler leaves the reading out. Used by the owner of the
 * node.
 */
public final class Foresight {
  private final Limits limits;
  private final Counters counters;
  private final Time time;
  private final Timers timers;
  private final Dht dht;
  private final Sessions sessions;
  private final Records records;
  private final SessionForesight bySession;

  Foresight(
      Limits limits,
      Counters counters,
      Time time,
      Timers timers,
      Dht dht,
      Sessions sessions,
      Records records) {
    this.limits = limits;
    this.counters = counters;
    this.time = time;
    this.timers = timers;
    this.dht = dht;
    this.sessions = sessions;
    this.records = records;
    bySession = sessions.foresight();
  }

  /** Reads what every input needs. */
  public long glance() {
    return time.nowNs()
        + timers.nextDeadlineNs()
        + counters.value(EngineCounter.REQUESTS_SENT)
        + counters.value(EngineCounter.REQUESTS_ANSWERED)
        + sessions.requests().count()
        + sessions.table().count()
        + dht.lookups().slotCount()
        + dht.contactWriteCount()
        + dht.table().neighbourChanges().epoch()
        + records.foresee()
        + (limits.exceeded() == null ? 0 : 1);
  }

  /** Looks for what a datagram belongs to. */
  public long find(DirectBuffer datagram, int offset, int length) {
    return bySession.find(datagram, offset, length);
  }

  /** Reads what is needed to open a datagram, and what is known of who sent it. */
  public long read(DirectBuffer datagram, int offset, int length) {
    Session session = bySession.session(datagram, offset, length);
    return session == null
        ? 0
        : bySession.read(datagram, offset, length)
            + (dht.table().contains(session.peerId()) ? 1 : 0);
  }

  /** Reads whose deadline comes next. */
  public long deadline() {
    int timer = timers.next();
    if (timer == Timers.NONE || timers.kind(timer) != TimerKind.SESSION) {
      return dht.maintenance().joined() ? 1 : 0;
    }
    Session session = sessions.table().at(timers.slot(timer));
    return session.lastReceivedNs();
  }
}
