package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.StoreKey;
import io.mcc.engine.base.Time;
import io.mcc.engine.record.RecordLog.Change;
import org.agrona.DirectBuffer;

/**
 * What becomes of changes once the log has said so: those that it committed go into the store, the
 * others are taken back, and whoever waits is told. Owned by the loop.
 */
final class LogSettlement {
  private final Time time;
  private final RecordKeys keys;
  private final RecordIndex index;
  private final RecordStore store;
  private final LogQueue log;
  private final PendingWrites pending;
  private final WriteWaiters waiters;
  private final ScratchBuffer scratch = new ScratchBuffer();
  private final RecordHeader header = new RecordHeader();
  private final RecordSummary loaded = new RecordSummary();
  private final Id key = new Id();
  private final Id publisher = new Id();

  LogSettlement(
      Time time,
      RecordKeys keys,
      RecordIndex index,
      RecordStore store,
      LogQueue log,
      WriteWaiters waiters) {
    this.time = time;
    this.keys = keys;
    this.index = index;
    this.store = store;
    this.log = log;
    this.waiters = waiters;
    pending = log.pending();
  }

  /** Everything up to a ticket is committed. */
  void onCommitted(long ticket) {
    while (!pending.isEmpty() && pending.headTicket() <= ticket) {
      settleHead(applyHead() ? null : ErrorCode.NO_SPACE);
    }
  }

  /** Nothing up to a ticket is or will be committed that isn't by now. */
  void onNotCommitted(long ticket, ErrorCode failure) {
    log.onNotCommitted();
    while (!pending.isEmpty() && pending.headTicket() <= ticket) {
      // What was to be removed is gone from the index and must not come back from the store.
      if (pending.headChange() == Change.REMOVE) {
        applyHead();
      }
      settleHead(failure);
    }
  }

  private boolean applyHead() {
    DirectBuffer buffer = pending.buffer();
    if (pending.headChange() == Change.REMOVE) {
      store.remove(buffer, pending.headStoreKeyOffset());
      return true;
    }
    return store.put(
        buffer,
        pending.headStoreKeyOffset(),
        buffer,
        pending.headRecordOffset(),
        pending.headLength());
  }

  private void settleHead(ErrorCode failure) {
    int slot = findStoreKey(pending.buffer(), pending.headStoreKeyOffset());
    boolean last = slot != RecordIndex.NONE && index.pending(slot) == pending.headNumber();
    if (last) {
      index.pending(slot, RecordIndex.NONE);
      index.doubts().onSettled(slot, failure == null);
      if (failure != null && !index.own().isGivenUp(slot)) {
        goBackToStore(slot, pending.buffer(), pending.headStoreKeyOffset());
      }
    }
    WriteWaiter waiter = pending.removeHead();
    while (waiter != null) {
      WriteWaiter next = waiter.next;
      waiter.failure = failure;
      waiters.settle(waiter);
      waiter = next;
    }
  }

  private int findStoreKey(DirectBuffer buffer, int offset) {
    return index.find(
        StoreKey.kind(buffer, offset),
        StoreKey.key(buffer, offset, key),
        StoreKey.publisher(buffer, offset, publisher));
  }

  /** What was accepted last could not be written: what is in the store counts again. */
  private void goBackToStore(int slot, DirectBuffer key, int keyOffset) {
    int length = store.read(key, keyOffset, scratch.ensure(index.longestLength()), 0);
    if (length != RecordStore.NOT_FOUND && header.wrapIfValid(scratch.buffer(), 0, length)) {
      index.put(loaded.read(header, keys), time.nowNs());
      index.own().lifeSeconds(slot, OwnCopies.LIFE_UNKNOWN);
    } else {
      index.remove(slot);
    }
  }
}
