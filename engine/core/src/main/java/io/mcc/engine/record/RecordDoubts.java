package io.mcc.engine.record;

import io.mcc.codec.RecordKind;
import java.util.Arrays;

/**
 * What this node can't vouch for since the log lost entries: records that may have been changed or
 * removed by a lost entry, and misses, because a lost entry may have put a record. Neither is told
 * to anybody before peers have confirmed it. Immutable records are never in doubt: they prove
 * themselves. Empty, and without memory, where the log is whole. Owned by the loop.
 *
 * <p>A record is out of doubt when a write is committed that is known to be the newest of its key:
 * one that comes from the publisher himself, or what {@link RecordConfirmation} found.
 */
public final class RecordDoubts {
  private static final byte SURE = 0;
  private static final byte DOUBTFUL = 1;

  /** A write that ends the doubt is on its way to the log. */
  private static final byte SETTLING = 2;

  private static final byte[] NONE = {};

  private byte[] states = NONE;
  private int count;
  private long confirmedCount;
  private boolean active;

  /** From now on misses are in doubt. */
  void begin() {
    active = true;
  }

  /** Nothing is in doubt any more. */
  void end() {
    active = false;
    states = NONE;
    count = 0;
  }

  /** Whether anything is in doubt, misses included. */
  public boolean isActive() {
    return active;
  }

  /** Records in doubt. */
  public int count() {
    return count;
  }

  /** Records that are in doubt no more because the newest of their key was written. */
  public long confirmedCount() {
    return confirmedCount;
  }

  boolean isDoubtful(int slot) {
    return slot < states.length && states[slot] != SURE;
  }

  /** Whether a slot, or {@link RecordIndex#NONE} for a miss, is nothing to be told. */
  boolean isUnsure(int slot) {
    return slot == RecordIndex.NONE ? active : isDoubtful(slot);
  }

  /** Casts doubt on a record. */
  void doubt(int slot, RecordKind kind) {
    if (kind == RecordKind.IMMUTABLE || isDoubtful(slot)) {
      return;
    }
    if (slot >= states.length) {
      states = Arrays.copyOf(states, Math.max(2 * states.length, slot + 1));
    }
    states[slot] = DOUBTFUL;
    count++;
  }

  /** A record was written where none was held: what was lost may have been newer. */
  void onAdded(int slot, RecordKind kind) {
    if (active) {
      doubt(slot, kind);
    }
  }

  /** The write of a record that is under way is known to be the newest of its key. */
  void settle(int slot) {
    if (isDoubtful(slot)) {
      states[slot] = SETTLING;
    }
  }

  /** The last write of a record has been committed, or has failed. */
  void onSettled(int slot, boolean committed) {
    if (isDoubtful(slot) && states[slot] == SETTLING) {
      states[slot] = committed ? SURE : DOUBTFUL;
      count -= committed ? 1 : 0;
      confirmedCount += committed ? 1 : 0;
    }
  }

  /** The record is gone. */
  void forget(int slot) {
    if (isDoubtful(slot)) {
      states[slot] = SURE;
      count--;
    }
  }

  /**
   * The next record in doubt that no write settles, from a slot on; or {@link RecordIndex#NONE}.
   */
  int next(int fromSlot) {
    for (int slot = fromSlot; slot < states.length && count > 0; slot++) {
      if (states[slot] == DOUBTFUL) {
        return slot;
      }
    }
    return RecordIndex.NONE;
  }
}
