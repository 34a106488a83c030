package io.mcc.engine.session;

import io.mcc.engine.session.Session.State;
import java.util.Arrays;
import java.util.List;

/**
 * Which session goes first where there are too many: what was replaced before what is in use,
 * neighbours of the routing table last, and of equals the least recently used. Owned by the loop.
 *
 * <p>The sessions are far from each other, so that to look at all of them is dear. Here lies, slot
 * by slot, how each stood when it was looked at last. Whatever happens to a session moves it back
 * in the order, but for being put aside: so who comes first here, and still stands so, is the
 * first.
 */
final class EvictionOrder {
  private static final int CAPACITY_FIRST = 8;

  /** What no {@link io.mcc.codec.Endpoint#prefix} is. */
  private static final long NO_PREFIX = -1;

  private static final int NONE = -1;

  private final List<Session> slots;

  // By slot. Nobody keeps a counter per prefix: a new session is rare, and prefixes that lie side
  // by side are counted faster than a table of counters is kept.
  private long[] prefixes = new long[0];
  private byte[] ranks = new byte[0];
  private long[] usedNs = new long[0];

  /**
   * @param slots the sessions by their slots
   */
  EvictionOrder(List<Session> slots) {
    this.slots = slots;
  }

  /**
   * A session has come into its slot.
   *
   * @param prefix of the address that it was opened from: it counts there until it ends
   */
  void add(Session session, long prefix) {
    if (session.slot >= prefixes.length) {
      grow(Math.max(CAPACITY_FIRST, session.slot + session.slot / 4));
    }
    prefixes[session.slot] = prefix;
    look(session);
  }

  private void grow(int capacity) {
    int before = prefixes.length;
    prefixes = Arrays.copyOf(prefixes, capacity);
    Arrays.fill(prefixes, before, capacity, NO_PREFIX);
    ranks = Arrays.copyOf(ranks, capacity);
    usedNs = Arrays.copyOf(usedNs, capacity);
  }

  /** A session is put aside for another one: it comes forward in the order. */
  void onPutAside(Session session) {
    look(session);
  }

  private void look(Session session) {
    ranks[session.slot] = rank(session);
    usedNs[session.slot] = session.lastUsedNs();
  }

  private static byte rank(Session session) {
    if (session.state == State.LINGERING) {
      return 0;
    }
    return (byte) (session.neighbour ? 2 : 1);
  }

  /** The session of a slot is gone. */
  void remove(int slot) {
    prefixes[slot] = NO_PREFIX;
  }

  /** How many sessions have a prefix. */
  int count(long prefix) {
    int count = 0;
    for (long each : prefixes) {
      count += each == prefix ? 1 : 0;
    }
    return count;
  }

  /** The session that goes first of all; null where there is none. */
  Session first() {
    return first(0, true);
  }

  /** The session that goes first of those with a prefix; null where there is none. */
  Session first(long prefix) {
    return first(prefix, false);
  }

  private Session first(long prefix, boolean anyPrefix) {
    int slot = nextFirst(prefix, anyPrefix);
    while (slot != NONE && hasMoved(slots.get(slot))) {
      look(slots.get(slot));
      slot = nextFirst(prefix, anyPrefix);
    }
    return slot == NONE ? null : slots.get(slot);
  }

  private boolean hasMoved(Session session) {
    return ranks[session.slot] != rank(session) || usedNs[session.slot] != session.lastUsedNs();
  }

  /** Who goes first by what was seen last; of equals the one of the lowest slot. */
  private int nextFirst(long prefix, boolean anyPrefix) {
    int first = NONE;
    for (int slot = 0; slot < prefixes.length; slot++) {
      boolean counts = anyPrefix ? prefixes[slot] != NO_PREFIX : prefixes[slot] == prefix;
      if (counts && (first == NONE || goesBefore(slot, first))) {
        first = slot;
      }
    }
    return first;
  }

  private boolean goesBefore(int a, int b) {
    return ranks[a] == ranks[b] ? usedNs[a] < usedNs[b] : ranks[a] < ranks[b];
  }
}
