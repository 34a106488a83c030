package io.mcc.engine.session;

import java.util.Arrays;

/**
 * The address prefix of each slot's session. Nobody keeps a counter per prefix: a new session is
 * rare, and prefixes that lie side by side are counted faster than a table of counters is kept.
 * Owned by the loop.
 */
final class SlotPrefixes {
  private static final int CAPACITY_FIRST = 8;

  /** What no {@link io.mcc.codec.Endpoint#prefix} is. */
  private static final long NONE = -1;

  private long[] prefixes = new long[0];

  /** A session with somebody of this prefix comes into a slot. */
  void put(int slot, long prefix) {
    if (slot >= prefixes.length) {
      grow(Math.max(CAPACITY_FIRST, slot + slot / 2));
    }
    prefixes[slot] = prefix;
  }

  private void grow(int capacity) {
    int before = prefixes.length;
    prefixes = Arrays.copyOf(prefixes, capacity);
    Arrays.fill(prefixes, before, capacity, NONE);
  }

  /** The session of a slot is gone. */
  void remove(int slot) {
    prefixes[slot] = NONE;
  }

  /** How many slots have a session of this prefix. */
  int count(long prefix) {
    int count = 0;
    for (long each : prefixes) {
      count += each == prefix ? 1 : 0;
    }
    return count;
  }
}
