package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.Sessions;

/**
 * Notices that this node is seen at another address than before, as when the NAT before it has
 * given it another port, and shows itself to all its peers at once. Else each would name the old
 * address until it is told something, which may take as long as far contacts are left alone. A peer
 * that checks our address is asked where it sees us; two in different prefixes have to agree, for
 * one may lie, and a NAT may have another port for each. Owned by the loop.
 */
final class OwnMove {
  /** All sessions are a lot of packets: what liars can make us send stays below idle traffic. */
  static final long SHOWING_INTERVAL_NS = 60_000_000_000L;

  /** Two answers are enough, and another two where one of them was a lie. */
  private static final int QUESTION_COUNT_MAX = 4;

  private final SeenAddress ipv4 = new SeenAddress();
  private final SeenAddress ipv6 = new SeenAddress();
  private final Contact contact = new Contact();
  private final RoutingTable table;
  private final Sessions sessions;
  private final PingTable pings;
  private final Time time;
  private final Counters counters;
  private final Events events;
  private long questionsSinceNs = Long.MIN_VALUE;
  private int questionCount;
  private long nextShowingNs = Long.MIN_VALUE;

  OwnMove(
      RoutingTable table,
      Sessions sessions,
      PingTable pings,
      Time time,
      Counters counters,
      Events events) {
    this.table = table;
    this.sessions = sessions;
    this.pings = pings;
    this.time = time;
    this.counters = counters;
    this.events = events;
  }

  /** A peer wants to know whether this node is where its last packet came from. */
  void onChallenged(Session session) {
    if (session.isUsable()
        && table.find(session.peerId(), contact)
        && !pings.contains(contact.id)
        && mayAsk()) {
      pings.send(contact, contact);
    }
  }

  private boolean mayAsk() {
    if (questionsSinceNs == Long.MIN_VALUE
        || time.nowNs() - questionsSinceNs >= SHOWING_INTERVAL_NS) {
      questionsSinceNs = time.nowNs();
      questionCount = 0;
    }
    return questionCount++ < QUESTION_COUNT_MAX;
  }

  /** A peer says at which address it sees this node. */
  void onObserved(Endpoint observed, Session session) {
    if (observed.isLocal() || !observed.isContactable()) {
      return;
    }
    SeenAddress seen = observed.isIpv4() ? ipv4 : ipv6;
    if (seen.hear(observed, session.endpoint().prefix()) && nextShowingNs <= time.nowNs()) {
      nextShowingNs = time.nowNs() + SHOWING_INTERVAL_NS;
      counters.increment(EngineCounter.MOVES_SHOWN);
      seen.tell(events.of(EventKind.NODE));
      sessions.sender().showAddress();
    }
  }
}
