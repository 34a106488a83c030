package io.mcc.engine.session;

import java.util.Arrays;

/**
 * How many handshakes each address may still begin: token buckets, each held as the instant up to
 * which its tokens are used. Grows while many addresses come at once, and is given back when all
 * have their full allowance again. Owned by the loop; one per {@link HandshakeGate}.
 *
 * <p>An address is known by a keyed hash of 64 bits, so that nobody outside can choose which
 * addresses meet. A set of eight entries is searched for it; an entry whose allowance is full says
 * nothing and is used again. Every address has an entry of its own until a set of the largest table
 * is full: then one more shares the entry that its hash names, finds no more left there than the
 * entry's owner would, and takes from that one alone. No entry is taken from its owner before it is
 * full again, so that who brings many addresses makes none of them begin anew; nor does any address
 * drain more than one entry.
 */
final class HandshakeAllowances {
  /** Handshakes that an address may begin at once. */
  static final int BURST = 5;

  /** 64 KiB: four times the handshakes that may be under way at once by default. */
  static final int ENTRY_COUNT_MAX = 4_096;

  private static final int ENTRY_COUNT_MIN = 64;
  private static final int WAY_COUNT = 8;
  private static final int WAY_SHIFT = Long.SIZE - 3;
  private static final int ENTRY_LENGTH = 2;
  private static final int NONE = -1;

  /** Per entry the hash of its address and the instant up to which its tokens are used. */
  private long[] entries = new long[0];

  /** When all have their full allowance again. */
  private long freshNs = Long.MIN_VALUE;

  /**
   * Takes one handshake from the allowance of an address.
   *
   * @param hash the keyed hash of the address
   * @param costNs nanoseconds in which one more handshake is allowed
   * @return whether there was one left
   */
  boolean take(long hash, long nowNs, long costNs) {
    long earliestNs = nowNs - BURST * costNs;
    if (entries.length == 0 || freshNs <= nowNs) {
      begin(earliestNs);
    }
    int entry = entry(hash, earliestNs);
    long usedNs = Math.max(entries[entry + 1], earliestNs) + costNs;
    if (usedNs > nowNs) {
      return false;
    }
    if (entries[entry + 1] <= earliestNs) {
      entries[entry] = hash;
    }
    entries[entry + 1] = usedNs;
    freshNs = Math.max(freshNs, usedNs + BURST * costNs);
    return true;
  }

  /** How many entries there is memory for. */
  int capacity() {
    return entries.length / ENTRY_LENGTH;
  }

  private void begin(long earliestNs) {
    if (capacity() != ENTRY_COUNT_MIN) {
      entries = new long[ENTRY_COUNT_MIN * ENTRY_LENGTH];
      Arrays.fill(entries, earliestNs);
    }
    freshNs = Long.MIN_VALUE;
  }

  private int entry(long hash, long earliestNs) {
    int entry = find(hash, earliestNs);
    while (entry == NONE && capacity() < ENTRY_COUNT_MAX) {
      grow(earliestNs);
      entry = find(hash, earliestNs);
    }
    return entry == NONE ? set(hash) + way(hash) * ENTRY_LENGTH : entry;
  }

  /** The entry of an address, or else one that may become it. */
  private int find(long hash, long earliestNs) {
    int set = set(hash);
    int free = NONE;
    for (int entry = set; entry < set + WAY_COUNT * ENTRY_LENGTH; entry += ENTRY_LENGTH) {
      boolean isFresh = entries[entry + 1] <= earliestNs;
      if (!isFresh && entries[entry] == hash) {
        return entry;
      }
      free = isFresh ? entry : free;
    }
    return free;
  }

  private int set(long hash) {
    return ((int) hash & capacity() / WAY_COUNT - 1) * WAY_COUNT * ENTRY_LENGTH;
  }

  private static int way(long hash) {
    return (int) (hash >>> WAY_SHIFT);
  }

  /** Twice the sets: what was in one goes to one of two, where there is room for all of it. */
  private void grow(long earliestNs) {
    long[] before = entries;
    entries = new long[2 * before.length];
    Arrays.fill(entries, earliestNs);
    for (int entry = 0; entry < before.length; entry += ENTRY_LENGTH) {
      if (before[entry + 1] > earliestNs) {
        int target = find(before[entry], earliestNs);
        entries[target] = before[entry];
        entries[target + 1] = before[entry + 1];
      }
    }
  }
}
