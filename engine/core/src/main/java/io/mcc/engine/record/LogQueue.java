package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.engine.base.Limits;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.RecordLog.Durability;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The keeper's way to the log: appends changes, remembers those that aren't committed, and knows
 * whether the log takes any. Behind one of this node's own records the log gets the life that was
 * asked for it, so that the next start knows whether it is to be signed again. Owned by the loop.
 */
final class LogQueue {
  /** Bytes behind a record that say how long it was asked to live, in seconds. */
  static final int LIFE_LENGTH = Integer.BYTES;

  private final Counters counters;
  private final RecordLog log;
  private final PendingWrites pending;
  private final ScratchBuffer entry = new ScratchBuffer();
  private final UnsafeBuffer storeKey = new UnsafeBuffer(new byte[RecordStore.STORE_KEY_LENGTH]);
  private boolean writable = true;
  private boolean failed;

  LogQueue(Limits limits, Counters counters, RecordLog log) {
    this.counters = counters;
    this.log = log;
    pending = new PendingWrites(limits);
  }

  /** What was appended and isn't committed. */
  PendingWrites pending() {
    return pending;
  }

  /** Whether the last that was heard of the log is that it takes and commits writes. */
  boolean isWritable() {
    return writable;
  }

  /** Whether the log has failed for good. */
  boolean isFailed() {
    return failed;
  }

  void onFailed() {
    failed = true;
  }

  void onNotCommitted() {
    writable = false;
  }

  /**
   * Appends a record.
   *
   * @param lifeSeconds as {@link OwnCopies} keeps it; {@link OwnCopies#LIFE_UNKNOWN} adds nothing
   * @return null, or why it was not taken
   */
  ErrorCode put(
      RecordSummary summary,
      DirectBuffer record,
      int offset,
      Durability durability,
      int lifeSeconds) {
    if (!pending.hasRoom(summary.length)) {
      return refused(RecordLog.FULL);
    }
    summary.writeStoreKey(storeKey, 0);
    long ticket = append(record, offset, summary.length, durability, lifeSeconds);
    if (ticket < 0) {
      return refused(ticket);
    }
    pending.append(ticket, Change.PUT, storeKey, 0, record, offset, summary.length);
    writable = true;
    return null;
  }

  /**
   * Appends that a record of this node was given up: its header stays in the log, its value goes.
   *
   * @param summary whose length is the header's
   * @return null, or why it was not taken
   */
  ErrorCode giveUp(RecordSummary summary, DirectBuffer header) {
    if (!pending.hasRoom(0)) {
      return refused(RecordLog.FULL);
    }
    summary.writeStoreKey(storeKey, 0);
    long ticket = append(header, 0, summary.length, Durability.SYNCED, OwnCopies.GIVEN_UP);
    if (ticket < 0) {
      return refused(ticket);
    }
    pending.append(ticket, Change.REMOVE, storeKey, 0, storeKey, 0, 0);
    writable = true;
    return null;
  }

  private long append(
      DirectBuffer record, int offset, int length, Durability durability, int lifeSeconds) {
    if (lifeSeconds == OwnCopies.LIFE_UNKNOWN) {
      return log.append(Change.PUT, durability, storeKey, 0, record, offset, length);
    }
    UnsafeBuffer bytes = entry.ensure(length + LIFE_LENGTH);
    bytes.putBytes(0, record, offset, length);
    bytes.putInt(length, lifeSeconds, ByteOrder.LITTLE_ENDIAN);
    return log.append(Change.PUT, durability, storeKey, 0, bytes, 0, length + LIFE_LENGTH);
  }

  /** Appends a removal; false where the log can't take it now. */
  boolean remove(RecordSummary held) {
    if (!pending.hasRoom(0)) {
      return false;
    }
    held.writeStoreKey(storeKey, 0);
    long ticket = log.append(Change.REMOVE, Durability.WRITTEN, storeKey, 0, storeKey, 0, 0);
    if (ticket < 0) {
      return false;
    }
    pending.append(ticket, Change.REMOVE, storeKey, 0, storeKey, 0, 0);
    return true;
  }

  private ErrorCode refused(long reason) {
    failed |= reason == RecordLog.FAILED;
    writable &= reason == RecordLog.FULL;
    if (reason == RecordLog.NO_SPACE) {
      counters.increment(EngineCounter.RECORDS_REFUSED_NO_SPACE);
      return ErrorCode.NO_SPACE;
    }
    counters.increment(EngineCounter.RECORDS_REFUSED_OVERLOADED);
    return ErrorCode.OVERLOADED;
  }
}
