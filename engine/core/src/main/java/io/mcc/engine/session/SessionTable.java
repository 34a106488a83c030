package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.base.Events;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.session.Session.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The sessions: one a peer to send on, and for a while the one it replaced. Bounded, in all and per
 * prefix; full, the least recently used goes, neighbours of the routing table last. Owned by the
 * loop.
 */
public final class SessionTable {
  static final int UNANSWERED_MAX = 2;

  private static final long IDLE_NS = 600_000_000_000L;

  /** Who dialled ends an idle session a little earlier, so that one of the two tells the other. */
  private static final long IDLE_INITIATOR_NS = 590_000_000_000L;

  private static final long LINGER_NS = 10_000_000_000L;

  /** The larger node id keeps a replaced session for longer: it may have to come back to it. */
  private static final long LINGER_FOLLOWING_NS = 2 * LINGER_NS;

  /** How long an old key is received on when the peer has used the new one: for stragglers. */
  private static final long PREVIOUS_KEY_NS = 10_000_000_000L;

  /** The same where the peer hasn't used the new one: it may not know yet that there is one. */
  private static final long PREVIOUS_KEY_MAX_NS = 60_000_000_000L;

  private final Long2ObjectHashMap<SessionKey> byConnectionId = new Long2ObjectHashMap<>();
  private final List<Session> slots = new ArrayList<>();
  private final EvictionOrder evictionOrder = new EvictionOrder(slots);
  private final IntArrayList freeSlots = new IntArrayList();
  private final SessionsByPeer byPeer;
  private final ArrayDeque<Session> established = new ArrayDeque<>();
  private final Id ownId;
  private final KeyMemory keyMemory;
  private final Time time;
  private final Timers timers;
  private final Limits limits;
  private final AddressRules addresses;
  private final Events events;
  private int count;

  /** What {@link #established} holds, at hand: it is asked for after every input. */
  private int establishedCount;

  /**
   * @param addresses whom the limits that follow addresses spare
   * @param hashSeed random
   */
  SessionTable(
      Id ownId,
      KeyMemory keyMemory,
      Time time,
      Timers timers,
      Limits limits,
      AddressRules addresses,
      long hashSeed,
      Events events) {
    this.ownId = ownId;
    this.keyMemory = keyMemory;
    this.time = time;
    this.timers = timers;
    this.limits = limits;
    this.addresses = addresses;
    this.events = events;
    byPeer = new SessionsByPeer(slots, hashSeed);
  }

  /** The session to send to a peer on, or null. It may have fallen silent. */
  public Session find(Id peerId) {
    return byPeer.find(peerId);
  }

  /** How many sessions there are. */
  public int count() {
    return count;
  }

  Session findByConnectionId(long connectionId) {
    SessionKey key = findKey(connectionId);
    return key == null ? null : key.session;
  }

  /** The key that a connection id of ours names, or null. */
  SessionKey findKey(long connectionId) {
    return byConnectionId.get(connectionId);
  }

  /**
   * The session that has to go before one with somebody at an address is taken in; null where there
   * is room for it.
   */
  Session surplus(Endpoint newcomer) {
    boolean counts = !addresses.isExempt(newcomer);
    if (counts && isPrefixFull(newcomer.prefix())) {
      return evictionOrder.first(newcomer.prefix());
    }
    return count() >= limits.count(Limit.SESSIONS) ? evictionOrder.first() : null;
  }

  /** Counts only where there are sessions enough. */
  private boolean isPrefixFull(long prefix) {
    int countMax = limits.count(Limit.SESSIONS_PER_PREFIX);
    return count >= countMax && evictionOrder.count(prefix) >= countMax;
  }

  /**
   * Takes in a session with its first key: it can receive. The caller has made sure that there is
   * no {@link #surplus}.
   */
  void admit(Session session, SessionKey key) {
    claimSlot(session);
    session.key = key;
    session.newestKeyOfPeer = key;
    byConnectionId.put(key.localConnectionId, key);
    count++;
    limits.used(Limit.SESSIONS, count);
  }

  /** Takes in a session's next key, to be received on: it isn't sent with yet. */
  void admitNext(SessionKey key) {
    drop(key.session.nextKey);
    key.session.nextKey = key;
    byConnectionId.put(key.localConnectionId, key);
  }

  /** Sends with the next key from now on; the one before is received on for a while. */
  void promoteNext(Session session) {
    drop(session.previousKey);
    session.previousKey = session.key;
    session.key = session.nextKey;
    session.nextKey = null;
    timers.reschedule(session.timer, time.nowNs() + PREVIOUS_KEY_NS);
  }

  /** Forgets a key; null is let through. */
  private void drop(SessionKey key) {
    if (key != null) {
      byConnectionId.remove(key.localConnectionId);
      keyMemory.release(key.place);
    }
  }

  /**
   * Settles, when a session is established, which one of the peer's is sent on: where both sides
   * opened at once, the one that the smaller node id began; else the newer.
   */
  void settle(Session session) {
    Session other = byPeer.find(session.peerId);
    session.dialledBack = other != null && other.initiator && !session.initiator;
    if (other != null && openedAtOnce(session, other) && winsTie(other)) {
      linger(session);
      return;
    }
    byPeer.put(session);
    if (other != null) {
      if (other.neighbour) {
        session.markNeighbour();
      }
      linger(other);
    }
  }

  private static boolean openedAtOnce(Session newer, Session older) {
    return newer.initiator != older.initiator && newer.handshakeStartedNs <= older.establishedNs;
  }

  /** Whether the smaller node id of the two began it. */
  private boolean winsTie(Session session) {
    return session.initiator == leads(session);
  }

  private void claimSlot(Session session) {
    if (freeSlots.isEmpty()) {
      session.slot = slots.size();
      slots.add(session);
    } else {
      session.slot = freeSlots.removeAt(freeSlots.size() - 1);
      slots.set(session.slot, session);
    }
    session.lastReceivedNs = time.nowNs();
    session.lastSentNs = time.nowNs();
    evictionOrder.add(session, session.endpoint.prefix());
    long idleEndNs = time.nowNs() + idleNs(session);
    session.timer = timers.schedule(idleEndNs, TimerKind.SESSION, session.slot);
  }

  /** Leaves word that a session was established, for {@link #pollEstablished}. */
  void onEstablished(Session session) {
    established.add(session);
    establishedCount++;
    events
        .of(EventKind.SESSION)
        .sessionOpened(session.peerId, session.label, session.endpoint, session.initiator);
  }

  /** The next session that was established since the last call, or null. */
  public Session pollEstablished() {
    if (establishedCount == 0) {
      return null;
    }
    establishedCount--;
    return established.remove();
  }

  private void linger(Session session) {
    session.state = State.LINGERING;
    evictionOrder.onPutAside(session);
    long lingerNs = leads(session) ? LINGER_NS : LINGER_FOLLOWING_NS;
    timers.reschedule(session.timer, time.nowNs() + lingerNs);
  }

  /**
   * Whether this node's choice of session prevails over the peer's: the smaller node id's does. The
   * two may choose differently where datagrams of two handshakes overtook each other.
   */
  boolean leads(Session session) {
    return ownId.compareTo(session.peerId) < 0;
  }

  /**
   * Whether a peer is known to send on the same session as this node, and not on the one that this
   * node has put aside.
   */
  boolean isAgreed(Session aside) {
    Session chosen = byPeer.find(aside.peerId);
    return chosen != null && chosen.lastReceivedNs - aside.lastReceivedNs > 0;
  }

  private void takeUpAgain(Session session) {
    byPeer.put(session);
    session.state = State.ESTABLISHED;
    timers.reschedule(session.timer, time.nowNs() + idleNs(session));
  }

  private static long idleNs(Session session) {
    return session.initiator ? IDLE_INITIATOR_NS : IDLE_NS;
  }

  /** The peer has put a session aside: another one is sent on; false where there is none. */
  boolean onReplaced(Session session) {
    remove(session, EventReason.REPLACED);
    if (byPeer.find(session.peerId) != null) {
      return true;
    }
    for (Session other : slots) {
      if (other != null && other.state == State.LINGERING && other.peerId.equals(session.peerId)) {
        takeUpAgain(other);
        return true;
      }
    }
    return false;
  }

  /** Whether a session whose timer is due has come to its end; else the timer runs on. */
  boolean hasEnded(int slot) {
    Session session = slots.get(slot);
    session.timer = Timers.NONE;
    long idleEndNs = session.lastUsedNs() + idleNs(session);
    if (session.state == State.LINGERING || idleEndNs <= time.nowNs()) {
      return true;
    }
    long nextNs = Math.min(idleEndNs, retirePreviousKey(session));
    session.timer = timers.schedule(nextNs, TimerKind.SESSION, slot);
    return false;
  }

  /**
   * Forgets the key before, if its time is over.
   *
   * @return when to come again for it, or never
   */
  private long retirePreviousKey(Session session) {
    if (session.previousKey == null) {
      return Timers.NEVER;
    }
    long keptNs = session.key.usedByPeer ? PREVIOUS_KEY_NS : PREVIOUS_KEY_MAX_NS;
    long endNs = session.key.createdNs + keptNs;
    if (endNs > time.nowNs()) {
      return Math.min(endNs, time.nowNs() + PREVIOUS_KEY_NS);
    }
    drop(session.previousKey);
    session.previousKey = null;
    return Timers.NEVER;
  }

  /** Ends a session; a handshake for its next key finds out by itself. */
  void remove(Session session, EventReason reason) {
    if (session.state == State.CLOSED) {
      return;
    }
    if (session.state != State.UNCONFIRMED) {
      events
          .of(EventKind.SESSION)
          .sessionEnded(session.peerId, session.label, session.endpoint, reason);
    }
    session.state = State.CLOSED;
    timers.cancel(session.timer);
    session.timer = Timers.NONE;
    endPath(session);
    drop(session.key);
    drop(session.previousKey);
    drop(session.nextKey);
    session.previousKey = null;
    session.nextKey = null;
    if (byPeer.find(session.peerId) == session) {
      byPeer.remove(session);
    }
    slots.set(session.slot, null);
    evictionOrder.remove(session.slot);
    freeSlots.addInt(session.slot);
    count--;
    limits.used(Limit.SESSIONS, count);
  }

  /** Ends the check of an address, if one is under way. */
  void endPath(Session session) {
    if (session.path != null) {
      timers.cancel(session.path.timer);
      session.path = null;
    }
  }

  /** How many slots {@link #at} can be asked for. */
  public int slotCount() {
    return slots.size();
  }

  /** The session of a slot, or null: for going through all, in an order that a seed repeats. */
  public Session at(int slot) {
    return slots.get(slot);
  }
}
