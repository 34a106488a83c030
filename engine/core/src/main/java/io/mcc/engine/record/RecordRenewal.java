package io.mcc.engine.record;

import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.engine.record.RecordLog.Durability;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Signs this node's own records again before they expire, for another day, as long as this node
 * lives. One that was meant to live shorter than a day is left to expire, and so is a tombstone.
 * Owned by the loop.
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
    long remainingMs = index.expiryMs(slot) - parts.time().epochMs();
    // One signed while the clock was far ahead lives too long for anybody else to take it.
    boolean due =
        remainingMs > RecordPolicy.TOMBSTONE_AHEAD_MAX_MS
            || remainingMs <= RENEW_BEFORE_MS
                && !index.isTombstone(slot)
                && isMeantToStay(index, slot);
    int length = due ? parts.keeper().read(slot) : RecordStore.NOT_FOUND;
    if (length != RecordStore.NOT_FOUND) {
      renew(length);
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

  private void renew(int length) {
    UnsafeBuffer record = parts.scratch().ensure(length);
    record.putBytes(0, parts.keeper().stored(), 0, length);
    header.wrapIfValid(record, 0, length);
    long lifeMs = header.tombstone() ? RecordPolicy.TOMBSTONE_TTL_MS : RecordPolicy.TTL_DEFAULT_MS;
    parts.signer().signAgain(record, 0, length, parts.time().epochMs() + lifeMs);
    summary.read(header, parts.keys());
    // Where the log is full now, the next hour tries again.
    parts.keeper().write(summary, record, 0, Durability.SYNCED, null);
  }
}
