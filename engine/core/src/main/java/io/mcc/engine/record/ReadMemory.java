package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.SlotTable;
import io.mcc.engine.base.Time;
import java.util.Arrays;

/**
 * What this node has read of the network's mutable records: place in the order by key, so that no
 * later read yields one below it, whoever offers it. Bounded by {@link Limit#READ_MEMORY}; full,
 * the key that was not read for the longest is forgotten. So is one that was not read for {@link
 * #MEMORY_NS}: nothing that was signed before can still be alive then, and an owner that had to
 * begin anew isn't refused for ever. In memory only: about 90 bytes a key. Owned by the loop; grows
 * on demand.
 */
final class ReadMemory {
  /** Longer than any record lives, tombstones included, on a node whose clock is late. */
  static final long MEMORY_NS = 49 * 3_600_000_000_000L;

  private static final int NONE = SlotTable.NONE;
  private static final int KEY_WORDS = 4;
  private static final int CAPACITY_MIN = 8;

  private final Time time;
  private final Limits limits;
  private final long seed;
  private final SlotTable table = new SlotTable();
  private final Id slotKey = new Id();
  private long[] keyWords = new long[0];
  private long[] sequences = new long[0];
  private long[] orders = new long[0];
  private long[] readNs = new long[0];
  private boolean[] tombstones = new boolean[0];

  /** The slots in the order of their last read, linked both ways. */
  private int[] newer = new int[0];

  private int[] older = new int[0];
  private int newest = NONE;
  private int oldest = NONE;
  private int count;

  /**
   * @param seed random, so that nobody outside can aim at one place of the table
   */
  ReadMemory(Time time, Limits limits, long seed) {
    this.time = time;
    this.limits = limits;
    this.seed = seed;
  }

  /** Whether a higher record of the same key has been read. Its expiry says nothing about that. */
  boolean isAbove(RecordSummary summary) {
    int slot = find(summary.key);
    if (slot == NONE || isOutlived(slot)) {
      return false;
    }
    if (sequences[slot] != summary.sequence) {
      return sequences[slot] > summary.sequence;
    }
    int byFirst = Long.compareUnsigned(orders[2 * slot], summary.order0);
    return byFirst < 0
        || byFirst == 0 && Long.compareUnsigned(orders[2 * slot + 1], summary.order1) < 0;
  }

  /** Whether the last that was read of a key is that it was deleted. */
  boolean isDeleted(Id key) {
    int slot = find(key);
    return slot != NONE && !isOutlived(slot) && tombstones[slot];
  }

  /** Remembers what is about to be yielded to a reader. */
  void remember(RecordSummary summary) {
    if (isAbove(summary)) {
      return;
    }
    int slot = find(summary.key);
    if (slot == NONE) {
      slot = claim(summary.key);
    } else {
      unlink(slot);
    }
    sequences[slot] = summary.sequence;
    orders[2 * slot] = summary.order0;
    orders[2 * slot + 1] = summary.order1;
    tombstones[slot] = summary.tombstone;
    readNs[slot] = time.nowNs();
    linkAsNewest(slot);
  }

  private int find(Id key) {
    int hash = SlotTable.hash(key, seed);
    int at = table.first(hash);
    for (int slot; (slot = table.slot(at)) != NONE; at = table.next(at, hash)) {
      if (key(slot).equals(key)) {
        return slot;
      }
    }
    return NONE;
  }

  private boolean isOutlived(int slot) {
    return time.nowNs() - readNs[slot] >= MEMORY_NS;
  }

  private Id key(int slot) {
    int word = slot * KEY_WORDS;
    return slotKey.set(keyWords[word], keyWords[word + 1], keyWords[word + 2], keyWords[word + 3]);
  }

  private int claim(Id key) {
    int slot;
    if (oldest != NONE && (isOutlived(oldest) || count == limits.count(Limit.READ_MEMORY))) {
      slot = oldest;
      unlink(slot);
      table.remove(SlotTable.hash(key(slot), seed), slot);
    } else {
      if (count == readNs.length) {
        grow();
      }
      slot = count++;
      limits.used(Limit.READ_MEMORY, count);
    }
    for (int word = 0; word < KEY_WORDS; word++) {
      keyWords[slot * KEY_WORDS + word] = key.word(word);
    }
    table.insert(SlotTable.hash(key, seed), slot);
    return slot;
  }

  private void linkAsNewest(int slot) {
    newer[slot] = NONE;
    older[slot] = newest;
    if (newest == NONE) {
      oldest = slot;
    } else {
      newer[newest] = slot;
    }
    newest = slot;
  }

  private void unlink(int slot) {
    if (newer[slot] == NONE) {
      newest = older[slot];
    } else {
      older[newer[slot]] = older[slot];
    }
    if (older[slot] == NONE) {
      oldest = newer[slot];
    } else {
      newer[older[slot]] = newer[slot];
    }
  }

  private void grow() {
    int capacity =
        Math.min(limits.count(Limit.READ_MEMORY), Math.max(CAPACITY_MIN, 2 * readNs.length));
    keyWords = Arrays.copyOf(keyWords, KEY_WORDS * capacity);
    sequences = Arrays.copyOf(sequences, capacity);
    orders = Arrays.copyOf(orders, 2 * capacity);
    readNs = Arrays.copyOf(readNs, capacity);
    tombstones = Arrays.copyOf(tombstones, capacity);
    newer = Arrays.copyOf(newer, capacity);
    older = Arrays.copyOf(older, capacity);
  }
}
