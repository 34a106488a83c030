package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.RecordHeader;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.record.RecordLog.Durability;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The copy that a publisher keeps of what it publishes, synced to the medium before anybody is told
 * that the record is safe. One per {@link PutRecord}; owned by the loop.
 */
final class HomeCopy {
  private static final String DISK_FULL_TEXT =
      "the record could not be stored: the disk or the store's budget is full";
  private static final String STORE_FAILED_TEXT =
      "the record could not be stored: the journal has failed, start the node again";
  private static final String BUSY_TEXT =
      "the record could not be stored: too many writes are under way, try again";

  private final RecordParts parts;
  private final PutPlan plan;
  private final RecordSummary summary = new RecordSummary();
  private final RecordSummary held = new RecordSummary();
  private final RecordHeader header = new RecordHeader();
  private boolean heldIsPending;
  private boolean created;
  private boolean inline;

  HomeCopy(RecordParts parts, PutPlan plan) {
    this.parts = parts;
    this.plan = plan;
  }

  /** The record as it was signed last. */
  RecordSummary summary() {
    return summary;
  }

  /** Whether no live record was held in its place. */
  boolean isCreated() {
    return created;
  }

  /** Whether its value travels beside its header; else whoever takes it has to pull it. */
  boolean isInline() {
    return inline;
  }

  /**
   * Signs with a sequence above this one and hands the record to the log.
   *
   * @param operation told when it is safe
   * @return null, or why it was not taken
   */
  ErrorCode write(long sequenceAbove, StoreListener operation) {
    UnsafeBuffer record = parts.scratch().ensure(plan.scratchLength());
    int length = plan.sign(parts, record, sequenceAbove);
    read(record, length);
    inline = RecordHeader.isInline(header.length(), header.valueLength());
    created = plan.isCreation(parts, summary);
    RecordKeeper keeper = parts.keeper();
    boolean foreign = isForeign(keeper.index().find(summary));
    if (foreign) {
      outlive(keeper.index().expiryMs(keeper.index().find(summary)), record, length);
    }
    WriteWaiter waiter = keeper.waiters().claim();
    if (waiter == null) {
      return ErrorCode.OVERLOADED;
    }
    waiter.operation = operation;
    boolean same =
        !foreign && !isGivenUp() && keeper.judge(summary).ordinal() >= Judgement.SAME.ordinal();
    ErrorCode refusal = same ? writeHeld(waiter) : writeNew(record, waiter);
    if (refusal != null) {
      keeper.waiters().release(waiter);
    }
    return refusal;
  }

  private void read(UnsafeBuffer record, int length) {
    header.wrapIfValid(record, 0, length);
    summary.read(header, parts.keys());
  }

  /**
   * Whether another publisher's copy of the same is held: it is replaced, whichever of them lasts
   * longer. This node would drop it once closer nodes hold it, and would never sign it again.
   */
  private boolean isForeign(int slot) {
    return slot != RecordIndex.NONE
        && parts.keeper().isLive(slot)
        && !parts.keeper().index().isOwn(slot);
  }

  /** What takes the place of another publisher's copy lasts no shorter. */
  private void outlive(long expiryMs, UnsafeBuffer record, int length) {
    if (expiryMs > summary.expiryMs) {
      parts.signer().signAgain(record, 0, length, expiryMs);
      read(record, length);
    }
  }

  private boolean isGivenUp() {
    int slot = parts.keeper().index().find(summary);
    return slot != RecordIndex.NONE && parts.keeper().index().own().isGivenUp(slot);
  }

  private ErrorCode writeNew(UnsafeBuffer record, WriteWaiter waiter) {
    RecordKeeper keeper = parts.keeper();
    ErrorCode refusal = keeper.checkRoom(summary);
    if (refusal == null) {
      refusal = keeper.write(summary, record, 0, Durability.SYNCED, plan.lifeSeconds(), waiter);
    }
    if (refusal == null) {
      keeper.vouch(summary);
      parts.expiry().watch();
    }
    return refusal;
  }

  /** The same is held already, maybe as a peer put it, unsynced: it is written once more. */
  private ErrorCode writeHeld(WriteWaiter waiter) {
    RecordKeeper keeper = parts.keeper();
    heldIsPending = keeper.await(summary, waiter);
    if (heldIsPending) {
      return null;
    }
    int length = keeper.readUnconfirmed(keeper.index().find(summary));
    return length == RecordStore.NOT_FOUND
        ? ErrorCode.OVERLOADED
        : keeper.write(
            held.read(keeper.storedHeader(), parts.keys()),
            keeper.stored(),
            0,
            Durability.SYNCED,
            waiter);
  }

  /** Whether what is safe now is a peer's copy that was on its way: it isn't synced yet. */
  boolean isToBeWrittenAgain() {
    boolean wasPending = heldIsPending;
    heldIsPending = false;
    return wasPending;
  }

  /** How its user is told that the record was not taken. */
  Outcome.Failed failure(ErrorCode refusal) {
    if (refusal == ErrorCode.NO_SPACE) {
      return Outcome.Failed.of(FailureCode.DISK_FULL, DISK_FULL_TEXT);
    }
    return parts.keeper().isFailed()
        ? Outcome.Failed.of(FailureCode.STORE_FAILED, STORE_FAILED_TEXT)
        : Outcome.Failed.of(FailureCode.BUSY, BUSY_TEXT);
  }
}
