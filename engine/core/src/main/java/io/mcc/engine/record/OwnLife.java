package io.mcc.engine.record;

import io.mcc.codec.RecordKind;

/**
 * How long this node keeps what it has published itself: what was meant to live a day or longer for
 * as long as its owner wants it, signed or not; what was deleted or given up for as long as a copy
 * of it can be about; all else until it expires. Pure.
 */
final class OwnLife {
  /** What was deleted or given up is remembered for 49 h in all. */
  static final long MEMORY_MS = 49 * 3_600_000L - RecordPolicy.TOMBSTONE_TTL_MS;

  /** A record that has no end. */
  static final long FOR_EVER_MS = Long.MAX_VALUE;

  private static final long MINUTE_MS = 60_000;

  private OwnLife() {}

  /** Until when a record stays in the store of this node, signed or not. */
  static long keptUntilMs(RecordIndex index, int slot) {
    if (isMeantToStay(index, slot)) {
      return FOR_EVER_MS;
    }
    return index.expiryMs(slot) + (isRemembered(index, slot) ? MEMORY_MS : 0);
  }

  /** Whether it is there so that what this node has deleted or given up doesn't come back. */
  static boolean isRemembered(RecordIndex index, int slot) {
    return index.isOwn(slot) && (index.isTombstone(slot) || index.own().isGivenUp(slot));
  }

  /**
   * Whether it is signed again and again. Of what an older journal has, the asked life isn't known.
   * A mutable record's sequence is the instant of its first signing, or later: beyond the expiry
   * where the clock once was ahead, and then it says nothing. An immutable one stays.
   */
  static boolean isMeantToStay(RecordIndex index, int slot) {
    if (!index.isOwn(slot) || isRemembered(index, slot) || index.own().isBrief(slot)) {
      return false;
    }
    long lifeMs = index.expiryMs(slot) - index.sequence(slot);
    boolean isTold =
        index.own().lifeSeconds(slot) != OwnCopies.LIFE_UNKNOWN
            || index.kind(slot) != RecordKind.MUTABLE
            || lifeMs <= 0;
    return isTold || lifeMs >= RecordPolicy.TTL_DEFAULT_MS - MINUTE_MS;
  }

  /** Milliseconds for which a record of this node is to be signed. */
  static long signedMs(RecordIndex index, int slot) {
    if (isRemembered(index, slot)) {
      return RecordPolicy.TOMBSTONE_TTL_MS;
    }
    int seconds = index.own().lifeSeconds(slot);
    return seconds > 0
        ? Math.min(seconds * 1_000L, RecordPolicy.TTL_MAX_MS)
        : RecordPolicy.TTL_DEFAULT_MS;
  }
}
