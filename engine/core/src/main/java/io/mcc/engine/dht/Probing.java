package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.Sessions;

/**
 * Finds out who has died: asks the 16 nearest contacts when they weren't heard for a minute, those
 * under suspicion again soon, and of the others the one not heard for the longest, at a fixed pace.
 * Owned by the loop.
 *
 * <p>The pace bounds the idle traffic. Of a pair of neighbours the one with the smaller id asks
 * first, and hearing it spares the other: 16 neighbours make at most 16 · 60/54 ≈ 18 PINGs and
 * PONGs a minute at each end; their keys are replaced every third time, 16 · 2 · 60/162 ≈ 12
 * datagrams. The keys of far contacts have slept for too long: replacing them is the probe, 12 · 2
 * datagrams for those asked and 12 · 2 for those that ask.
 */
final class Probing {
  static final int NEIGHBOUR_COUNT = RoutingTable.K;
  static final long NEIGHBOUR_INTERVAL_NS = 60_000_000_000L;
  static final long NEIGHBOUR_INTERVAL_SMALLER_NS = 54_000_000_000L;
  static final long SUSPECT_INTERVAL_NS = 1_000_000_000L;
  static final long SUSPECT_INTERVAL_LATER_NS = 10_000_000_000L;
  static final long FAR_INTERVAL_NS = 540_000_000_000L;
  static final long FAR_PACE_NS = 5_000_000_000L;

  private final RoutingTable table;
  private final PeerStore store;
  private final PeerWatch watch;
  private final PingTable pings;
  private final Sessions sessions;
  private final Time time;
  private final Contact contact = new Contact();

  // The slots of the nearest contacts, and how long each may be silent before it is asked.
  private final int[] neighbours = new int[NEIGHBOUR_COUNT];
  private final long[] intervalsNs = new long[NEIGHBOUR_COUNT];
  private int neighbourCount;
  private long nextFarNs = Long.MIN_VALUE;

  /** When the first of the neighbours and suspects may be due. */
  private long dueNs = Long.MIN_VALUE;

  private int neighbourhoodEpoch;
  private int suspicionCount;

  Probing(RoutingTable table, PeerWatch watch, PingTable pings, Sessions sessions, Time time) {
    this.table = table;
    store = table.store();
    this.watch = watch;
    this.pings = pings;
    this.sessions = sessions;
    this.time = time;
  }

  /** A PING was answered: whoever sent it is due again after an interval at the earliest. */
  void onPong() {
    dueNs = Math.min(dueNs, time.nowNs() + NEIGHBOUR_INTERVAL_SMALLER_NS);
  }

  /** A PING was met with silence: the peer it went to may be due at once. */
  void onSilence() {
    dueNs = Long.MIN_VALUE;
  }

  /**
   * Asks whoever is due. Being heard only puts a peer off, so that neighbours and suspects are gone
   * through when the first of them may be due, or they aren't the same any more, and not before.
   *
   * @return when to come again
   */
  long advance() {
    boolean haveChanged = haveChanged();
    if (haveChanged) {
      selectNeighbours();
    }
    if (haveChanged || dueNs <= time.nowNs()) {
      dueNs = Timers.NEVER;
      for (int i = 0; i < neighbourCount; i++) {
        probeNeighbour(neighbours[i], intervalsNs[i]);
      }
      probeSuspects();
    }
    return Math.min(dueNs, probeFar());
  }

  private boolean haveChanged() {
    int epochBefore = neighbourhoodEpoch;
    int suspicionsBefore = suspicionCount;
    neighbourhoodEpoch = table.neighbourChanges().epoch();
    suspicionCount = table.buckets().suspicionCount();
    return neighbourhoodEpoch != epochBefore || suspicionCount != suspicionsBefore;
  }

  private void selectNeighbours() {
    ClosestSelection nearest = table.selectClosest(table.ownId(), NEIGHBOUR_COUNT);
    neighbourCount = nearest.count();
    for (int i = 0; i < neighbourCount; i++) {
      neighbours[i] = nearest.slot(i);
      Session session = session(neighbours[i]);
      if (session != null) {
        session.markNeighbour();
      }
      boolean ownIsSmaller = table.ownId().compareTo(contact.id) < 0;
      intervalsNs[i] = ownIsSmaller ? NEIGHBOUR_INTERVAL_SMALLER_NS : NEIGHBOUR_INTERVAL_NS;
    }
  }

  /** Copies the contact of a slot and answers its session, or null. */
  private Session session(int slot) {
    return sessions.table().find(table.contact(slot, contact).id);
  }

  private void probeNeighbour(int slot, long intervalNs) {
    if (store.states[slot] != PeerState.LIVE) {
      return;
    }
    long instantNs = knownInstantNs(slot, intervalNs);
    if (instantNs > time.nowNs()) {
      dueNs = Math.min(dueNs, instantNs);
      return;
    }
    Session session = session(slot);
    if (session != null) {
      session.markNeighbour();
    }
    probe(slot, session, intervalNs);
  }

  // What a session has brought since it was looked at only puts its peer off, and to look is dear:
  // the session is far from everything else.
  private long knownInstantNs(int slot, long intervalNs) {
    long heardNs = Math.max(store.lastSeenNs[slot], store.lastHeardNs[slot]);
    return Math.max(heardNs, store.probedNs[slot]) + intervalNs;
  }

  /** Asks {@link #contact}, whose slot and session are given, if it is due. */
  private void probe(int slot, Session session, long intervalNs) {
    long instantNs = instantNs(slot, session, intervalNs);
    if (instantNs > time.nowNs()) {
      dueNs = Math.min(dueNs, instantNs);
    } else if (!pings.contains(contact.id)) {
      store.probedNs[slot] = time.nowNs();
      // Unsent is no reason to think ill of the peer: it comes to its turn again.
      pings.send(contact, contact);
      dueNs = Math.min(dueNs, time.nowNs() + intervalNs);
    }
  }

  private long instantNs(int slot, Session session, long intervalNs) {
    store.lastHeardNs[slot] = watch.lastHeardNs(slot, session);
    return knownInstantNs(slot, intervalNs);
  }

  private void probeSuspects() {
    for (int slot = 0; table.liveCount() < table.count() && slot < store.slotCount(); slot++) {
      if (store.states[slot] == PeerState.SUSPECT) {
        probeSuspect(slot);
      }
    }
  }

  private void probeSuspect(int slot) {
    int failures = store.failures[slot];
    long intervalNs =
        failures < Silence.FAILURES_MIN ? SUSPECT_INTERVAL_NS : SUSPECT_INTERVAL_LATER_NS;
    long instantNs = store.probedNs[slot] + intervalNs;
    if (instantNs > time.nowNs()) {
      dueNs = Math.min(dueNs, instantNs);
    } else if (!pings.contains(table.contact(slot, contact).id)) {
      store.probedNs[slot] = time.nowNs();
      askSuspect(slot, sessions.table().find(contact.id));
      dueNs = Math.min(dueNs, time.nowNs() + intervalNs);
      if (failures == Silence.FAILURES_MIN - 1) {
        callWitness();
      }
    }
  }

  // A session that has moved would answer from wherever the peer is now. It is dialled where it was
  // verified first: a way back that it has opened itself shows the least about the way to it.
  private void askSuspect(int slot, Session session) {
    if (table.silence().isOfSeveral(time.nowNs())) {
      pings.sendOnce(contact, false);
      return;
    }
    if (session == null || !store.isElsewhere(slot, session.endpoint())) {
      pings.send(contact, contact);
      return;
    }
    Endpoint seen = session.endpoint();
    (seen.isIpv4() ? contact.ipv6 : contact.ipv4).clear();
    if (store.failures[slot] > 0) {
      (seen.isIpv4() ? contact.ipv4 : contact.ipv6).set(seen);
    }
    pings.sendAnew(contact);
  }

  // The table gives nobody up before somebody else was heard: else our own network may be down.
  private void callWitness() {
    ClosestSelection nearest = table.selectClosest(table.ownId(), NEIGHBOUR_COUNT);
    for (int i = 0; i < nearest.count(); i++) {
      table.contact(nearest.slot(i), contact);
      if (store.states[nearest.slot(i)] == PeerState.LIVE && !pings.contains(contact.id)) {
        pings.send(contact, contact);
        return;
      }
    }
  }

  private long probeFar() {
    if (table.count() <= NEIGHBOUR_COUNT) {
      return Timers.NEVER;
    }
    if (nextFarNs <= time.nowNs()) {
      nextFarNs = time.nowNs() + FAR_PACE_NS;
      probeFar(longestUnheard());
    }
    return nextFarNs;
  }

  private void probeFar(int slot) {
    if (slot != PeerStore.NONE) {
      Session session = session(slot);
      if (session == null || !wake(slot, session)) {
        probe(slot, session, FAR_INTERVAL_NS);
      }
    }
  }

  // The session of a contact that is due has mostly slept for too long. The answer about its next
  // key shows as much as a PONG would; where none has come by the next turn, the PING follows.
  private boolean wake(int slot, Session session) {
    if (instantNs(slot, session, FAR_INTERVAL_NS) > time.nowNs() || !sessions.wake(session)) {
      return false;
    }
    store.probedNs[slot] = time.nowNs() - FAR_INTERVAL_NS + FAR_PACE_NS;
    return true;
  }

  private int longestUnheard() {
    int longest = PeerStore.NONE;
    long longestHeardNs = 0;
    for (int slot = 0; slot < store.slotCount(); slot++) {
      if (store.states[slot] == PeerState.LIVE
          && store.lastSeenNs[slot] + FAR_INTERVAL_NS <= time.nowNs()
          && store.lastHeardNs[slot] + FAR_INTERVAL_NS <= time.nowNs()) {
        // Only the id is read: whoever is asked afterwards is read as a whole.
        store.contacts.id(slot, contact.id);
        long heardNs = watch.lastHeardNs(slot, sessions.table().find(contact.id));
        store.lastHeardNs[slot] = heardNs;
        if (longest == PeerStore.NONE || heardNs < longestHeardNs) {
          longest = slot;
          longestHeardNs = heardNs;
        }
      }
    }
    return longest;
  }
}
