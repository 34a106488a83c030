package io.mcc.engine.record;

import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.engine.record.RecordLog.Durability;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Signs this node's own records again before they expire, for another day, as long as this node
 * lives. One that was meant to live shorter than a day is left to expire, and so is a tombstone.
 * What was signed by a clock that was far ahead is signed again, too. Owned by the loop.
 */
final class RecordRenewal {
  private static final long RENEW_BEFORE_MS = RecordPolicy.TTL_DEFAULT_MS / 2;
  private static final long MINUTE_MS = 60_000;

  private final RecordParts parts;
  private final RecordHeader header = new RecordHeader();
  private final RecordSummary summary = new RecordSummary();

  RecordRenewal(RecordParts parts) {
    this.parts = parts;
  }

  /** Renews one of this node's own records if half a day is left of it, or less. */
  void renewIfDue(int slot) {
    RecordIndex index = parts.keeper().index();
    long nowMs = parts.time().epochMs();
    if (index.expiryMs(slot) - nowMs <= RENEW_BEFORE_MS
        && !index.isTombstone(slot)
        && isMeantToStay(index, slot)) {
      renew(slot, nowMs);
    }
  }

  /**
   * Signs one of this node's own records again, for less, that was signed while the clock was far
   * ahead: nobody else takes one that lives so long. It is offered to all then. What the clock
   * shows and what is believed of it must agree, so that one that is late for a moment shortens no
   * tombstone's life.
   */
  void shortenIfTooLong(int slot) {
    RecordIndex index = parts.keeper().index();
    long nowMs = Math.max(parts.time().epochMs(), parts.keeper().latestEpochMs());
    boolean isTooLong =
        index.expiryMs(slot) - nowMs > RecordPolicy.aheadMaxMs(index.isTombstone(slot));
    if (isTooLong && renew(slot, nowMs)) {
      index.unshared(slot, true);
    }
  }

  /**
   * A mutable record's sequence is the instant of its first signing, or later: beyond the expiry
   * where the clock once was ahead, and then it says nothing. Of an immutable one nothing is known
   * after a restart: its content won't change, so it stays.
   */
  private static boolean isMeantToStay(RecordIndex index, int slot) {
    long lifeMs = index.expiryMs(slot) - index.sequence(slot);
    boolean tellsLife = index.kind(slot) == RecordKind.MUTABLE && lifeMs > 0;
    return tellsLife
        ? lifeMs >= RecordPolicy.TTL_DEFAULT_MS - MINUTE_MS
        : !index.isShortLived(slot);
  }

  /** Where it is being written, or the log is full, the next walk that finds it due tries again. */
  private boolean renew(int slot, long nowMs) {
    boolean isWritten = parts.keeper().index().pending(slot) == RecordIndex.NONE;
    int length = isWritten ? parts.keeper().read(slot) : RecordStore.NOT_FOUND;
    if (length == RecordStore.NOT_FOUND) {
      return false;
    }
    UnsafeBuffer record = parts.scratch().ensure(length);
    record.putBytes(0, parts.keeper().stored(), 0, length);
    header.wrapIfValid(record, 0, length);
    long lifeMs = header.tombstone() ? RecordPolicy.TOMBSTONE_TTL_MS : RecordPolicy.TTL_DEFAULT_MS;
    parts.signer().signAgain(record, 0, length, nowMs + lifeMs);
    summary.read(header, parts.keys());
    return parts.keeper().write(summary, record, 0, Durability.SYNCED, null) == null;
  }
}
