package io.mcc.engine.session;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;

/**
 * Requests under way. Each one ends exactly once: by a reply of the peer it went to, or by silence.
 * An end by silence is queued and polled by the node, so that no part calls upwards. A request id
 * is the slot and a generation, so that a late reply finds nobody. Owned by the loop.
 */
public final class RequestTable {
  /** No request. */
  public static final int NONE = -1;

  private static final int GENERATION_SHIFT = 16;
  private static final int SLOT_MASK = 0xFFFF;

  /** One request; lives as long as the table, used again and again. */
  private static final class Request {
    final Id peerId = new Id();
    RequestOwner owner;
    int ownerSlot;
    int ownerTag;
    int generation;
    int timer = Timers.NONE;
    long sentNs;
    long dialledKey;
    boolean underWay;

    /** Whether its reply tells the round trip: it went out once. */
    boolean isTimed;

    /** The next one that ended in silence. */
    int silentNext = NONE;

    /** The session it went out on; null while it waits for one. */
    Session session;
  }

  private final List<Request> requests = new ArrayList<>();
  private final IntArrayList freeSlots = new IntArrayList();
  private final Time time;
  private final Timers timers;
  private final Limits limits;
  private int underWayCount;

  // Those that ended in silence, in the order of their ends; asked for after every input.
  private int silentFirst = NONE;
  private int silentLast = NONE;

  RequestTable(Time time, Timers timers, Limits limits) {
    this.time = time;
    this.timers = timers;
    this.limits = limits;
  }

  /**
   * Opens a slot for a request that may yet be given back; {@link #NONE} where the table is full.
   */
  int claim() {
    if (!freeSlots.isEmpty()) {
      return freeSlots.removeAt(freeSlots.size() - 1);
    }
    if (requests.size() >= limits.count(Limit.REQUESTS)) {
      return NONE;
    }
    requests.add(new Request());
    return requests.size() - 1;
  }

  void giveBack(int slot) {
    freeSlots.addInt(slot);
  }

  int requestId(int slot) {
    return requests.get(slot).generation << GENERATION_SHIFT | slot;
  }

  /** Starts waiting for the end of a claimed request. */
  void begin(
      int slot, Id peerId, Session session, RequestOwner owner, int ownerSlot, int ownerTag) {
    Request request = requests.get(slot);
    request.peerId.set(peerId);
    request.owner = owner;
    request.ownerSlot = ownerSlot;
    request.ownerTag = ownerTag;
    request.session = session;
    request.dialledKey = 0;
    request.underWay = true;
    request.isTimed = true;
    request.sentNs = time.nowNs();
    underWayCount++;
    limits.used(Limit.REQUESTS, underWayCount);
  }

  /** Notes that somebody is being dialled for a request. */
  void onDialled(int slot, Endpoint endpoint) {
    requests.get(slot).dialledKey = endpoint.key();
  }

  /**
   * The key of the endpoint that was dialled for a request, from where nobody has answered; 0 where
   * it went out in a session.
   */
  public long dialledKey(int slot) {
    return requests.get(slot).dialledKey;
  }

  /** Sets how long a request's end is waited for, from now on. */
  void patience(int slot, long timeoutNs) {
    Request request = requests.get(slot);
    long deadlineNs = time.nowNs() + timeoutNs;
    request.timer = timers.restart(request.timer, deadlineNs, TimerKind.REQUEST, slot);
  }

  /** A request that waited for a session goes out on it. */
  void onSent(int slot, Session session) {
    onCarried(slot, session, time.nowNs(), true);
  }

  /**
   * A request went out in the handshake of a session that is confirmed by now.
   *
   * @param isTimed whether its reply tells the round trip
   */
  void onCarried(int slot, Session session, long sentNs, boolean isTimed) {
    Request request = requests.get(slot);
    request.session = session;
    request.dialledKey = 0;
    request.peerId.set(session.peerId);
    request.sentNs = sentNs;
    request.isTimed = isTimed;
    patience(slot, session.patienceNs());
  }

  /** The slot of a request that is still under way; {@link #NONE} where it has ended. */
  int find(int requestId) {
    int slot = requestId & SLOT_MASK;
    boolean isCurrent =
        slot < requests.size()
            && requests.get(slot).underWay
            && requests.get(slot).generation == requestId >>> GENERATION_SHIFT;
    return isCurrent ? slot : NONE;
  }

  /** Whom a request goes to; all zero where anybody at its address will do. */
  public Id peerId(int slot) {
    return requests.get(slot).peerId;
  }

  /** A request's time is up. */
  public void onDeadline(int slot) {
    Request request = requests.get(slot);
    request.timer = Timers.NONE;
    if (request.session != null) {
      request.session.unanswered++;
    }
    endInSilence(slot);
  }

  /** Ends a request without a reply: its handshake failed, or its time is up. */
  void endInSilence(int slot) {
    end(slot);
    queueSilent(slot);
  }

  private void end(int slot) {
    Request request = requests.get(slot);
    timers.cancel(request.timer);
    request.timer = Timers.NONE;
    request.underWay = false;
    request.session = null;
    request.generation = request.generation + 1 & SLOT_MASK;
    underWayCount--;
    limits.used(Limit.REQUESTS, underWayCount);
  }

  /**
   * Ends the request that a reply answers, if it is under way and went to the sender.
   *
   * @return its slot, whose owner can be read until {@link #release}; or {@link #NONE}
   */
  public int onReply(int requestId, Session sender) {
    int slot = find(requestId);
    if (slot == NONE || !requests.get(slot).peerId.equals(sender.peerId)) {
      return NONE;
    }
    Request request = requests.get(slot);
    if (request.session == sender && request.isTimed) {
      sender.roundTrip.sample(time.nowNs() - request.sentNs);
    }
    end(slot);
    return slot;
  }

  private void queueSilent(int slot) {
    requests.get(slot).silentNext = NONE;
    if (silentFirst == NONE) {
      silentFirst = slot;
    } else {
      requests.get(silentLast).silentNext = slot;
    }
    silentLast = slot;
  }

  /** The next request that ended in silence, or {@link #NONE}; to be released by the caller. */
  public int pollSilent() {
    int slot = silentFirst;
    if (slot != NONE) {
      silentFirst = requests.get(slot).silentNext;
    }
    return slot;
  }

  /** Gives an ended request's slot back. */
  public void release(int slot) {
    freeSlots.addInt(slot);
  }

  /** Whose request it was. */
  public RequestOwner owner(int slot) {
    return requests.get(slot).owner;
  }

  /** The owner's slot, as given with the request. */
  public int ownerSlot(int slot) {
    return requests.get(slot).ownerSlot;
  }

  /** The owner's tag, as given with the request. */
  public int ownerTag(int slot) {
    return requests.get(slot).ownerTag;
  }

  /** Requests under way. */
  public int count() {
    return underWayCount;
  }

  /** When the oldest request under way was sent; {@link Timers#NEVER} where there is none. */
  public long oldestSentNs() {
    long oldestNs = Timers.NEVER;
    for (int slot = 0; slot < requests.size() && underWayCount > 0; slot++) {
      Request request = requests.get(slot);
      // Clock readings are compared by their difference.
      if (request.underWay && (oldestNs == Timers.NEVER || request.sentNs - oldestNs < 0)) {
        oldestNs = request.sentNs;
      }
    }
    return oldestNs;
  }

  /** Whether a request under way was given with this owner and slot. */
  public boolean isAwaitedBy(RequestOwner owner, int ownerSlot) {
    for (int slot = 0; slot < requests.size(); slot++) {
      Request request = requests.get(slot);
      if (request.underWay && request.owner == owner && request.ownerSlot == ownerSlot) {
        return true;
      }
    }
    return false;
  }
}
