package io.mcc.engine.record;

import io.mcc.codec.RecordKind;
import java.util.Arrays;

/**
 * What this node can't vouch for since the log lost entries: records that may have been changed or
 * removed by a lost entry, and misses, because a lost entry may have put a record. Neither is told
 * to anybody before peers have confirmed it. A log that was lost as a whole tells nothing; what is
 * known then is that peers bring this node's own records, and those are in doubt. Immutable records
 * never are: they prove themselves. Keeps as well of which own records a holder claims to have
 * newer ones. Empty, and without memory, where nothing was lost. Owned by the loop.
 *
 * <p>A record is out of doubt when a write is committed that is known to be the newest of its key:
 * one that comes from the publisher himself, or what {@link RecordConfirmation} found.
 */
public final class RecordDoubts {
  private static final byte SURE = 0;
  private static final byte DOUBTFUL = 1;

  /** A write that ends the doubt is on its way to the log. */
  private static final byte SETTLING = 2;

  /** Not in doubt, but peers are to be asked whether there is a newer one. */
  private static final byte QUESTIONED = 3;

  /**
   * Signed anew while nobody was there: its owner's word to himself, and withheld from others until
   * they were asked.
   */
  private static final byte REVIVED = 4;

  private static final byte[] NONE = {};

  private byte[] states = NONE;
  private int count;
  private int questionedCount;
  private long doubtedCount;
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
    questionedCount = 0;
  }

  /** Whether anything is in doubt, misses included. */
  public boolean isActive() {
    return active;
  }

  /** Records in doubt. */
  public int count() {
    return count;
  }

  /** Whether holders are to be asked for a record. */
  boolean isAnyToAsk() {
    return count + questionedCount > 0;
  }

  /** Records that have been in doubt, those that are included. */
  long doubtedCount() {
    return doubtedCount;
  }

  /** Records that are in doubt no more because the newest of their key was written. */
  public long confirmedCount() {
    return confirmedCount;
  }

  boolean isDoubtful(int slot) {
    return slot < states.length && states[slot] != SURE && states[slot] != QUESTIONED;
  }

  /** Whether a record was signed anew without anybody having been asked. */
  boolean isRevived(int slot) {
    return slot != RecordIndex.NONE && slot < states.length && states[slot] == REVIVED;
  }

  /** A record was signed anew while nobody was there to be asked. */
  void onRevived(int slot) {
    doubt(slot, RecordKind.MUTABLE);
    state(slot, REVIVED);
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
    onAsked(slot);
    state(slot, DOUBTFUL);
    count++;
    doubtedCount++;
  }

  /**
   * A holder claims to have a newer record than this node's own. That costs it nothing and proves
   * nothing: the record goes on being told, and its holders are asked.
   */
  void question(int slot) {
    if (slot >= states.length || states[slot] == SURE) {
      state(slot, QUESTIONED);
      questionedCount++;
    }
  }

  private void state(int slot, byte state) {
    if (slot >= states.length) {
      states = Arrays.copyOf(states, Math.max(2 * states.length, slot + 1));
    }
    states[slot] = state;
  }

  /** Holders are being asked for the newest of a key: a question has been put, a doubt remains. */
  void onAsked(int slot) {
    if (slot < states.length && states[slot] == QUESTIONED) {
      states[slot] = SURE;
      questionedCount--;
    }
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
    onAsked(slot);
    if (isDoubtful(slot)) {
      states[slot] = SURE;
      count--;
    }
  }

  /** The next record to ask for from a slot on, or {@link RecordIndex#NONE}. */
  int next(int fromSlot) {
    for (int slot = fromSlot; slot < states.length && isAnyToAsk(); slot++) {
      if (isDoubtful(slot) && states[slot] != SETTLING || states[slot] == QUESTIONED) {
        return slot;
      }
    }
    return RecordIndex.NONE;
  }
}
