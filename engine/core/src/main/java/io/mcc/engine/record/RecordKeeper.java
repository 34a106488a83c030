package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;
import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.counter.Counters;
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
  private final RecordIndex index;
  private final RecordStore store;
  private final LogQueue log;
  private final PendingWrites pending;
  private final WriteWaiters waiters;
  private final LogSettlement settlement;
  private final ScratchBuffer scratch = new ScratchBuffer();
  private final UnsafeBuffer storeKey = new UnsafeBuffer(new byte[RecordStore.STORE_KEY_LENGTH]);
  private final RecordHeader header = new RecordHeader();
  private final RecordSummary held = new RecordSummary();
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
    this.index = index;
    this.store = store;
    this.log = new LogQueue(limits, counters, log);
    pending = this.log.pending();
    waiters = new WriteWaiters(2 * limits.count(Limit.RECORD_WRITES));
    settlement = new LogSettlement(time, keys, index, store, this.log, waiters);
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
    return log.isWritable();
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
    return log.isFailed();
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

  /** Whether a record counts: it has neither expired nor been given up. */
  boolean isLive(int slot) {
    return index.expiryMs(slot) > latestEpochMs() && !index.own().isGivenUp(slot);
  }

  /**
   * Whether a record that is live may be told for current, or for this node's own word. While the
   * wall clock shows more than is believed, the machine may have slept: then what has ended by that
   * clock is told to nobody any more, though nothing is dropped before the doubt is over. What this
   * node is to sign again is its own word, whatever the clock shows.
   */
  boolean isCurrent(int slot) {
    return isLive(slot)
        && (index.expiryMs(slot) > time.epochMs() || OwnLife.isMeantToStay(index, slot));
  }

  /** Whether this node's signature has ended on a record that it is to sign again. */
  boolean isEnded(int slot) {
    return index.expiryMs(slot) <= latestEpochMs() && OwnLife.isMeantToStay(index, slot);
  }

  /** How a record stands to what was accepted last under its key. */
  Judgement judge(RecordSummary summary) {
    int slot = index.find(summary);
    if (slot == RecordIndex.NONE
        || !isLive(slot) && !isEnded(slot) && !OwnLife.isRemembered(index, slot)) {
      return Judgement.NEW;
    }
    if (index.own().isGivenUp(slot)) {
      return Judgement.LOWER;
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
   * against. What was asked of the life of an identical one goes on to hold.
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
    return write(summary, record, offset, durability, lifeSeconds(summary), waiter);
  }

  private int lifeSeconds(RecordSummary summary) {
    int slot = index.find(summary);
    boolean isSame =
        slot != RecordIndex.NONE
            && index.isBy(slot, summary.publisher)
            && index.read(slot, held).identicalTo(summary);
    return isSame ? index.own().lifeSeconds(slot) : OwnCopies.LIFE_UNKNOWN;
  }

  /**
   * The same with a record that this node publishes.
   *
   * @param lifeSeconds how long it was asked to live
   */
  ErrorCode write(
      RecordSummary summary,
      DirectBuffer record,
      int offset,
      Durability durability,
      int lifeSeconds,
      WriteWaiter waiter) {
    ErrorCode refusal = log.put(summary, record, offset, durability, lifeSeconds);
    if (refusal != null) {
      return refusal;
    }
    int number = pending.lastNumber();
    if (waiter != null) {
      pending.await(number, waiter);
    }
    int countBefore = index.count();
    int slot = index.put(summary, time.nowNs());
    index.pending(slot, number);
    index.own().lifeSeconds(slot, lifeSeconds);
    if (index.count() > countBefore) {
      index.doubts().onAdded(slot, summary.kind);
    }
    return null;
  }

  /**
   * Gives up a record of this node: from now on it is there for nobody, and isn't taken back.
   *
   * @param header signed once more until the instant when that may be forgotten
   * @return null, or why it was not taken
   */
  ErrorCode giveUp(RecordSummary summary, DirectBuffer header, WriteWaiter waiter) {
    ErrorCode refusal = log.giveUp(summary, header);
    if (refusal == null) {
      pending.await(pending.lastNumber(), waiter);
      int slot = index.put(summary, time.nowNs());
      index.pending(slot, pending.lastNumber());
      index.own().clear(slot);
      index.own().lifeSeconds(slot, OwnCopies.GIVEN_UP);
    }
    return refusal;
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
    if (!log.remove(index.read(slot, held))) {
      return false;
    }
    index.remove(slot);
    return true;
  }

  /** The log has committed everything up to a ticket. */
  public void onCommitted(long ticket) {
    settlement.onCommitted(ticket);
  }

  /** The disk or its budget was full for everything up to a ticket that isn't committed. */
  public void onNoSpace(long ticket) {
    settlement.onNotCommitted(ticket, ErrorCode.NO_SPACE);
  }

  /** The log has failed for good: nothing that isn't committed ever will be. */
  public void onFailed(long ticket) {
    log.onFailed();
    settlement.onNotCommitted(ticket, ErrorCode.OVERLOADED);
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
    int length = readSigned(slot);
    boolean live = length != RecordStore.NOT_FOUND && header.expiryMs() > latestEpochMs();
    return live ? length : RecordStore.NOT_FOUND;
  }

  /** The same, whether or not its signature has ended. */
  int readSigned(int slot) {
    index.read(slot, held).writeStoreKey(storeKey, 0);
    int length = store.read(storeKey, 0, scratch.ensure(index.longestLength()), 0);
    return length != RecordStore.NOT_FOUND && header.wrapIfValid(scratch.buffer(), 0, length)
        ? length
        : RecordStore.NOT_FOUND;
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
