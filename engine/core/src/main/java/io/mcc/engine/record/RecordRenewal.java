package io.mcc.engine.record;

import io.mcc.codec.RecordHeader;
import io.mcc.engine.record.RecordLog.Durability;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Signs this node's own records again before they expire, for as long as was asked for and a day at
 * the least, as long as this node lives. One that was meant to live shorter than a day is left to
 * expire, and so is a tombstone. What was signed by a clock that was far ahead is signed again,
 * too. Owned by the loop.
 */
final class RecordRenewal {
  private static final long RENEW_BEFORE_MS = RecordPolicy.TTL_DEFAULT_MS / 2;

  private final RecordParts parts;
  private final RecordHeader header = new RecordHeader();
  private final RecordSummary summary = new RecordSummary();

  RecordRenewal(RecordParts parts) {
    this.parts = parts;
  }

  /** Renews one of this node's own records if half a day is left of it, or less. */
  void renewIfDue(int slot) {
    RecordIndex index = parts.keeper().index();
    if (index.expiryMs(slot) - parts.keeper().latestEpochMs() <= RENEW_BEFORE_MS
        && OwnLife.isMeantToStay(index, slot)) {
      renew(slot);
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
    if (isTooLong && renew(slot)) {
      index.own().unshared(slot, true);
    }
  }

  /** Renews one whose signature has ended, and has it offered to all. */
  boolean signAnew(int slot) {
    boolean isSigned = parts.keeper().isEnded(slot) && renew(slot);
    if (isSigned) {
      parts.keeper().index().own().unshared(slot, true);
    }
    return isSigned;
  }

  /** Where it is being written, or the log is full, the next walk that finds it due tries again. */
  private boolean renew(int slot) {
    RecordKeeper keeper = parts.keeper();
    boolean isFree =
        keeper.index().pending(slot) == RecordIndex.NONE
            && !keeper.index().doubts().isDoubtful(slot);
    int length = isFree ? keeper.readSigned(slot) : RecordStore.NOT_FOUND;
    if (length == RecordStore.NOT_FOUND) {
      return false;
    }
    UnsafeBuffer record = parts.scratch().ensure(length);
    record.putBytes(0, keeper.stored(), 0, length);
    long lifeMs = OwnLife.signedMs(keeper.index(), slot);
    parts.signer().signAgain(record, 0, length, keeper.latestEpochMs() + lifeMs);
    header.wrapIfValid(record, 0, length);
    summary.read(header, parts.keys());
    return keeper.write(summary, record, 0, Durability.SYNCED, null) == null;
  }
}
