package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.codec.StoreKey;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.RecordLog.Durability;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The one place where records change: a write is judged against what was accepted last, handed to
 * the log, and put into the store when the log has committed it; whoever waits for it is told then.
 * Owned by the loop.
 */
public final class RecordKeeper {
  private final Time time;
  private final RecordClock clock;
  private final Counters counters;
  private final RecordKeys keys;
  private final RecordIndex index;
  private final RecordStore store;
  private final RecordLog log;
  private final PendingWrites pending;
  private final WriteWaiters waiters;
  private final ScratchBuffer scratch = new ScratchBuffer();
  private final UnsafeBuffer storeKey = new UnsafeBuffer(new byte[RecordStore.STORE_KEY_LENGTH]);
  private final RecordHeader header = new RecordHeader();
  private final RecordSummary held = new RecordSummary();
  private final RecordSummary loaded = new RecordSummary();
  private final Id key = new Id();
  private final Id publisher = new Id();
  private boolean writable = true;
  private boolean failed;
  private boolean closed;

  RecordKeeper(
      Time time,
      Limits limits,
      Counters counters,
      RecordKeys keys,
      RecordIndex index,
      RecordStore store,
      RecordLog log) {
    this.time = time;
    clock = new RecordClock(time);
    this.counters = counters;
    this.keys = keys;
    this.index = index;
    this.store = store;
    this.log = log;
    pending = new PendingWrites(limits);
    waiters = new WriteWaiters(2 * limits.count(Limit.RECORD_WRITES));
  }

  RecordIndex index() {
    return index;
  }

  /** Records held that somebody can read. */
  public int recordCount() {
    return index.readableCount();
  }

  WriteWaiters waiters() {
    return waiters;
  }

  /** Whether the last that was heard of the log is that it takes and commits writes. */
  public boolean isWritable() {
    return writable;
  }

  /** The node stops: nothing is taken from others any more, for it would not be handed over. */
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether the log has failed for good. */
  boolean isFailed() {
    return failed;
  }

  /** The instant by which records expire: what expired before it stays expired. */
  long latestEpochMs() {
    return clock.latestMs();
  }

  /** Whether a jump of the wall clock has come to count since this was asked. */
  boolean pollClockStep() {
    return clock.pollStep();
  }

  /** The slot of a record that has not expired, or {@link RecordIndex#NONE}. */
  int findLive(RecordKind kind, Id key, Id publisher) {
    int slot = index.find(kind, key, publisher);
    return slot != RecordIndex.NONE && isLive(slot) ? slot : RecordIndex.NONE;
  }

  boolean isLive(int slot) {
    return index.expiryMs(slot) > latestEpochMs();
  }

  /** How a record stands to what was accepted last under its key. */
  Judgement judge(RecordSummary summary) {
    int slot = index.find(summary);
    if (slot == RecordIndex.NONE || !isLive(slot)) {
      return Judgement.NEW;
    }
    index.read(slot, held);
    if (!summary.identicalTo(held)) {
      return summary.compareOrder(held) > 0 ? Judgement.HIGHER : Judgement.LOWER;
    }
    // Who has published an immutable record himself goes on answering for it.
    boolean foreign = index.isOwn(slot) && !summary.publisher.equals(held.publisher);
    return !foreign && summary.compareOrder(held) > 0 ? Judgement.LONGER : Judgement.SAME;
  }

  /** The sequence that is held under a record's key; 0 where nothing is. */
  long heldSequence(RecordSummary summary) {
    int slot = index.find(summary);
    return slot == RecordIndex.NONE ? 0 : index.sequence(slot);
  }

  /** Whether there is room for a record; null or the reason why not. */
  ErrorCode checkRoom(RecordSummary summary) {
    return index.checkRoom(summary, index.find(summary), time.nowNs());
  }

  /**
   * Hands a valid record that isn't lower to the log. From then on it is what others are judged
   * against.
   *
   * @param waiter told when it is safe, or null; stays the caller's where this answers a reason
   * @return null, or why it was not taken
   */
  ErrorCode write(
      RecordSummary summary,
      DirectBuffer record,
      int offset,
      Durability durability,
      WriteWaiter waiter) {
    if (!pending.hasRoom(summary.length)) {
      return refused(RecordLog.FULL);
    }
    summary.writeStoreKey(storeKey, 0);
    long ticket = log.append(Change.PUT, durability, storeKey, 0, record, offset, summary.length);
    if (ticket < 0) {
      return refused(ticket);
    }
    int number = pending.append(ticket, Change.PUT, storeKey, 0, record, offset, summary.length);
    if (waiter != null) {
      pending.await(number, waiter);
    }
    int countBefore = index.count();
    int slot = index.put(summary, time.nowNs());
    index.pending(slot, number);
    if (index.count() > countBefore) {
      index.doubts().onAdded(slot, summary.kind);
    }
    writable = true;
    return null;
  }

  /**
   * What was just written came from a peer. It is the newest of its key where the peer is the
   * publisher; where this node is, it has lost what it wrote, and maybe something newer.
   */
  void onReceived(RecordSummary summary, Id peer) {
    int slot = index.find(summary);
    index.countWrite(slot, time.nowNs());
    if (peer.equals(summary.publisher)) {
      vouch(summary);
    } else if (index.isOwn(slot)) {
      index.doubts().doubt(slot, summary.kind);
    }
  }

  /** What was just written is known to be the newest of its key. */
  void vouch(RecordSummary summary) {
    index.doubts().settle(index.find(summary));
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

  /**
   * Lets a waiter wait for the last change of a record.
   *
   * @return false where it is safe already
   */
  boolean await(RecordSummary summary, WriteWaiter waiter) {
    int slot = index.find(summary);
    if (slot == RecordIndex.NONE || index.pending(slot) == RecordIndex.NONE) {
      return false;
    }
    pending.await(index.pending(slot), waiter);
    return true;
  }

  /**
   * Removes a record that has expired or is no longer this node's to hold.
   *
   * @return false where the log can't take it now; the record stays
   */
  boolean drop(int slot) {
    if (!pending.hasRoom(0)) {
      return false;
    }
    index.read(slot, held).writeStoreKey(storeKey, 0);
    long ticket = log.append(Change.REMOVE, Durability.WRITTEN, storeKey, 0, storeKey, 0, 0);
    if (ticket < 0) {
      return false;
    }
    pending.append(ticket, Change.REMOVE, storeKey, 0, storeKey, 0, 0);
    index.remove(slot);
    return true;
  }

  /** The log has committed everything up to a ticket. */
  public void onCommitted(long ticket) {
    while (!pending.isEmpty() && pending.headTicket() <= ticket) {
      settleHead(applyHead() ? null : ErrorCode.NO_SPACE);
    }
  }

  /** The disk or its budget was full for everything up to a ticket that isn't committed. */
  public void onNoSpace(long ticket) {
    failUpTo(ticket, ErrorCode.NO_SPACE);
  }

  /** The log has failed for good: nothing that isn't committed ever will be. */
  public void onFailed(long ticket) {
    failed = true;
    failUpTo(ticket, ErrorCode.OVERLOADED);
  }

  private void failUpTo(long ticket, ErrorCode failure) {
    writable = false;
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
      if (failure != null) {
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
    } else {
      index.remove(slot);
    }
  }

  /**
   * Copies a record out of the store, as it was committed last.
   *
   * @return the length of header and value in {@link #stored}, or {@link RecordStore#NOT_FOUND}
   *     where nothing live is stored, or what is can't be vouched for
   */
  int read(int slot) {
    return index.doubts().isDoubtful(slot) ? RecordStore.NOT_FOUND : readUnconfirmed(slot);
  }

  /** The same, but for doubt: not to be told to anybody before peers have confirmed it. */
  int readUnconfirmed(int slot) {
    index.read(slot, held).writeStoreKey(storeKey, 0);
    int length = store.read(storeKey, 0, scratch.ensure(index.longestLength()), 0);
    boolean live =
        length != RecordStore.NOT_FOUND
            && header.wrapIfValid(scratch.buffer(), 0, length)
            && header.expiryMs() > latestEpochMs();
    return live ? length : RecordStore.NOT_FOUND;
  }

  /** Where {@link #read} put the record, from 0 on; until the next call of this keeper. */
  UnsafeBuffer stored() {
    return scratch.buffer();
  }

  /** The header of what {@link #read} read; until the next call of this keeper. */
  RecordHeader storedHeader() {
    return header;
  }
}
