package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.LatencyKind;
import io.mcc.engine.operation.Operation;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gives up one of this node's own immutable records. Nobody else is asked or told: nothing can be
 * said about a key that follows from its content, so that others' copies end when their signature
 * does. Owned by the loop.
 */
final class GiveUpRecord extends Operation implements StoreListener {
  private final RecordParts parts;
  private final String key;
  private final RecordHeader header = new RecordHeader();
  private final RecordSummary summary = new RecordSummary();
  private long copiesEndMs;
  private boolean ended;

  GiveUpRecord(RecordParts parts, Command.GiveUp command) {
    super(false);
    this.parts = parts;
    this.key = command.key();
  }

  @Override
  protected LatencyKind latencyKind() {
    return LatencyKind.RECORD_PUT;
  }

  @Override
  protected void start() {
    RecordIndex index = parts.keeper().index();
    int slot = index.find(RecordKind.IMMUTABLE, Id.parse(key), new Id());
    boolean isOwn = slot != RecordIndex.NONE && index.isOwn(slot) && !index.own().isGivenUp(slot);
    if (!isOwn) {
      finish(Outcome.Failed.of(FailureCode.NOT_FOUND, missingText()));
      return;
    }
    copiesEndMs = Math.max(index.expiryMs(slot), parts.keeper().latestEpochMs());
    if (parts.keeper().readSigned(slot) == RecordStore.NOT_FOUND) {
      fail(ErrorCode.OVERLOADED);
    } else {
      giveUp();
    }
  }

  private String missingText() {
    RecordIndex index = parts.keeper().index();
    int named = index.find(RecordKind.MUTABLE, Id.parse(key), new Id());
    return named != RecordIndex.NONE && index.isOwn(named)
        ? "this is the key of a named record: remove it by its name"
        : "this node has published no record with this key";
  }

  private void giveUp() {
    RecordKeeper keeper = parts.keeper();
    int length = keeper.storedHeader().length();
    UnsafeBuffer bare = parts.scratch().ensure(length);
    bare.putBytes(0, keeper.stored(), 0, length);
    parts.signer().signAgain(bare, 0, length, rememberedUntilMs());
    header.wrapIfValid(bare, 0, length);
    summary.readBare(header, parts.keys());
    WriteWaiter waiter = keeper.waiters().claim();
    if (waiter == null) {
      fail(ErrorCode.OVERLOADED);
      return;
    }
    waiter.operation = this;
    ErrorCode refusal = keeper.giveUp(summary, bare, waiter);
    if (refusal != null) {
      keeper.waiters().release(waiter);
      fail(refusal);
    }
  }

  /** With what {@link OwnLife} adds, 49 h from now: no copy lives so long. */
  private long rememberedUntilMs() {
    return parts.keeper().latestEpochMs() + RecordPolicy.TOMBSTONE_TTL_MS;
  }

  @Override
  public void onStored(ErrorCode failure) {
    if (ended) {
      return;
    }
    if (failure == null) {
      parts.expiry().watch();
      finish(new Outcome.GivenUp(key, copiesEndMs));
    } else {
      fail(failure);
    }
  }

  @Override
  protected void onDeadline() {
    if (!ended) {
      finish(Outcome.Failed.of(FailureCode.NO_ANSWER, "the journal didn't answer in time"));
    }
  }

  private void fail(ErrorCode refusal) {
    boolean isFull = refusal == ErrorCode.NO_SPACE;
    finish(
        Outcome.Failed.of(
            isFull ? FailureCode.DISK_FULL : FailureCode.BUSY,
            isFull
                ? "the record could not be given up: the disk is full"
                : "the record could not be given up: the journal takes no writes now, try again"));
  }

  private void finish(Outcome outcome) {
    ended = true;
    end(outcome);
  }
}
