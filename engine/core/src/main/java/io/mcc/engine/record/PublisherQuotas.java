package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.SlotTable;
import java.util.Arrays;

/**
 * How much each publisher holds here and how often it writes: one slot per publisher, in flat
 * arrays. A slot outlives its last record until its writes are no longer remembered (a minute), so
 * that records of short life don't reset the rate. There are at most {@link Limit#PUBLISHERS}; this
 * node itself always has room. Owned by the loop.
 */
final class PublisherQuotas {
  static final int NONE = SlotTable.NONE;

  private static final long MINUTE_NS = 60_000_000_000L;

  /** Before any instant that a clock shows: records are loaded before the clocks run. */
  private static final long UNUSED_NS = Long.MIN_VALUE / 2;

  private static final int CAPACITY_MIN = 4;
  private static final int SWEEP_COUNT = 2;

  /** Where no slot is free, so many are looked at before a publisher is turned away. */
  private static final int SWEEP_FULL_COUNT = 64;

  private final Limits limits;
  private final int publishersMax;
  private final long recordsMax;
  private final long bytesMax;
  private final long intervalNs;
  private final long seed;
  private final SlotTable table = new SlotTable();

  /** Used again by the next publisher of a slot: a new one costs no memory but by growth. */
  private Id[] ids = new Id[0];

  private boolean[] taken = new boolean[0];
  private int[] recordCounts = new int[0];
  private long[] byteCounts = new long[0];

  /** Until when the writes so far use up the rate: each moves it by a minute / writes a minute. */
  private long[] usedUntilNs = new long[0];

  private int[] freeSlots = new int[0];
  private int freeCount;
  private int sweepSlot;

  /**
   * @param seed random, so that nobody outside can aim at one place of the table
   */
  PublisherQuotas(Limits limits, long seed) {
    this.limits = limits;
    publishersMax = limits.count(Limit.PUBLISHERS);
    recordsMax = limits.value(Limit.PUBLISHER_RECORDS);
    bytesMax = limits.value(Limit.PUBLISHER_BYTES);
    intervalNs = MINUTE_NS / limits.value(Limit.PUBLISHER_WRITES);
    this.seed = seed;
  }

  /**
   * Whether a publisher may write now; null or the reason why not.
   *
   * @param recordsAdded 1 for a new record, 0 in place of one of the same publisher
   * @param bytesAdded by how much what it holds grows
   */
  ErrorCode check(Id publisher, int recordsAdded, long bytesAdded, long nowNs) {
    int slot = find(publisher);
    if (slot == NONE) {
      return bytesAdded > bytesMax ? ErrorCode.QUOTA_EXCEEDED : checkPlace(nowNs);
    }
    if (usedUntilNs[slot] - nowNs > MINUTE_NS - intervalNs) {
      return ErrorCode.RATE_EXCEEDED;
    }
    boolean tooMany = recordsAdded > 0 && recordCounts[slot] + recordsAdded > recordsMax;
    boolean tooLarge = bytesAdded > 0 && byteCounts[slot] + bytesAdded > bytesMax;
    return tooMany || tooLarge ? ErrorCode.QUOTA_EXCEEDED : null;
  }

  private ErrorCode checkPlace(long nowNs) {
    if (count() >= publishersMax) {
      sweep(SWEEP_FULL_COUNT, nowNs);
    }
    return count() < publishersMax ? null : ErrorCode.NO_SPACE;
  }

  /** Whether a publisher has a slot or there is one for him. */
  boolean hasPlace(Id publisher) {
    return find(publisher) != NONE || count() < publishersMax;
  }

  /** Frees a publisher's slot at once where nothing is held for him, and no write is remembered. */
  void release(Id publisher) {
    releaseIfUnused(find(publisher), UNUSED_NS);
  }

  /** Counts one write of a publisher with a slot. */
  void countWrite(int slot, long nowNs) {
    usedUntilNs[slot] = Math.max(usedUntilNs[slot], nowNs) + intervalNs;
  }

  /** The publisher's slot, made where there is none. */
  int claim(Id publisher, long nowNs) {
    int slot = find(publisher);
    if (slot != NONE) {
      return slot;
    }
    sweep(SWEEP_COUNT, nowNs);
    if (freeCount == 0) {
      grow();
    }
    slot = freeSlots[--freeCount];
    ids[slot].set(publisher);
    taken[slot] = true;
    usedUntilNs[slot] = UNUSED_NS;
    table.insert(hash(publisher), slot);
    reportUse();
    return slot;
  }

  /** Moves what a publisher holds; both may be negative. */
  void add(int slot, int records, long bytes) {
    recordCounts[slot] += records;
    byteCounts[slot] += bytes;
  }

  Id id(int slot) {
    return ids[slot];
  }

  int recordCount(int slot) {
    return recordCounts[slot];
  }

  long byteCount(int slot) {
    return byteCounts[slot];
  }

  /** Slots in use. */
  int count() {
    return ids.length - freeCount;
  }

  int find(Id publisher) {
    int hash = hash(publisher);
    int at = table.first(hash);
    for (int slot; (slot = table.slot(at)) != NONE; at = table.next(at, hash)) {
      if (ids[slot].equals(publisher)) {
        return slot;
      }
    }
    return NONE;
  }

  private void sweep(int slotCount, long nowNs) {
    for (int i = 0; i < Math.min(slotCount, ids.length); i++) {
      sweepSlot = (sweepSlot + 1) % ids.length;
      releaseIfUnused(sweepSlot, nowNs);
    }
  }

  /** Frees a publisher's slot where nothing is held for it and no write is remembered. */
  private void releaseIfUnused(int slot, long nowNs) {
    if (taken[slot] && recordCounts[slot] == 0 && usedUntilNs[slot] <= nowNs) {
      table.remove(hash(ids[slot]), slot);
      taken[slot] = false;
      freeSlots[freeCount++] = slot;
      reportUse();
    }
  }

  private void reportUse() {
    limits.used(Limit.PUBLISHERS, Math.min(count(), publishersMax));
  }

  private void grow() {
    int capacity = ids.length;
    int larger = Growth.of(capacity, CAPACITY_MIN, publishersMax + 1);
    ids = Arrays.copyOf(ids, larger);
    taken = Arrays.copyOf(taken, larger);
    recordCounts = Arrays.copyOf(recordCounts, larger);
    byteCounts = Arrays.copyOf(byteCounts, larger);
    usedUntilNs = Arrays.copyOf(usedUntilNs, larger);
    freeSlots = Arrays.copyOf(freeSlots, larger);
    for (int slot = larger - 1; slot >= capacity; slot--) {
      ids[slot] = new Id();
      freeSlots[freeCount++] = slot;
    }
  }

  private int hash(Id publisher) {
    return SlotTable.hash(publisher, seed);
  }
}
