package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.operation.OperationPool;

/**
 * Ends the doubt that a loss of log entries has cast: reads every record in doubt from the peers
 * that should hold it, a few at a time. What turns out to be the newest is written, as the repair
 * that follows a read, which puts it behind the loss in the log. When none is left, and peers have
 * had the time to offer what this node may have lost altogether, misses count again. Without peers
 * nothing is confirmed. Reads what a holder claims to have newer of this node's own, too. Owned by
 * the loop; sleeps where nothing is to be asked.
 */
public final class RecordConfirmation {
  /** Reads at once: each is a lookup and up to eight requests. */
  private static final int READS_MAX = 4;

  private static final long TURN_NS = 100_000_000L;
  private static final long READ_TIMEOUT_NS = 10_000_000_000L;

  /** After a walk that left something in doubt: peers may be on their way. */
  private static final long REST_NS = 10_000_000_000L;

  /** Where there are none: the first to come is asked at once. */
  private static final long LONELY_REST_NS = 1_000_000_000L;

  private final RecordParts parts;
  private final RecordDoubts doubts;
  private final EndedRecords ended;
  private final OperationPool operations;
  private final Timers timers;
  private final GetRecord[] reads = new GetRecord[READS_MAX];
  private final Id key = new Id();
  private long offersDueNs = Timers.NEVER;
  private long doubtedCount;
  private long confirmedCount;
  private int cursor;
  private boolean scheduled;

  RecordConfirmation(
      RecordParts parts, EndedRecords ended, OperationPool operations, Timers timers) {
    this.parts = parts;
    this.ended = ended;
    this.doubts = parts.keeper().index().doubts();
    this.operations = operations;
    this.timers = timers;
  }

  /** Whether anything is in doubt, misses included. */
  public boolean isNeeded() {
    return doubts.isActive();
  }

  /** Records in doubt. */
  public int doubtfulCount() {
    return doubts.count();
  }

  /** The clocks run. */
  void start() {
    noteProgress();
    watch();
  }

  /** Looks for doubts; to be called after every input. */
  void watch() {
    if (!scheduled && (doubts.isActive() || doubts.isAnyToAsk() || ended.isAny())) {
      schedule(TURN_NS);
    }
  }

  private void schedule(long delayNs) {
    scheduled = true;
    timers.schedule(parts.time().nowNs() + delayNs, TimerKind.RECORD_CONFIRMATION, 0);
  }

  /** The timer is due. */
  public void onDeadline() {
    scheduled = false;
    int underWayCount = 0;
    for (int i = 0; i < READS_MAX; i++) {
      if (reads[i] != null && reads[i].hasAnswered()) {
        onRead(reads[i]);
        reads[i] = null;
      }
      if (reads[i] == null) {
        begin(i);
      }
      underWayCount += reads[i] == null ? 0 : 1;
    }
    noteProgress();
    if (isOver(underWayCount)) {
      doubts.end();
    } else {
      cursor = underWayCount > 0 ? cursor : 0;
      schedule(underWayCount > 0 ? TURN_NS : restNs());
    }
  }

  private long restNs() {
    return hasPeers() ? REST_NS : LONELY_REST_NS;
  }

  private boolean hasPeers() {
    return parts.solitude().hasPeers();
  }

  private void onRead(GetRecord read) {
    int slot = read.endedSlot();
    if (read.isConfirmed() && slot != RecordIndex.NONE) {
      ended.onConfirmed(slot);
    }
  }

  private void begin(int read) {
    int slot = hasPeers() ? doubts.next(cursor) : RecordIndex.NONE;
    if (slot != RecordIndex.NONE) {
      cursor = slot + 1;
    } else {
      slot = ended.next();
    }
    if (slot != RecordIndex.NONE) {
      ask(read, slot);
    }
  }

  private void ask(int read, int slot) {
    GetRecord get =
        new GetRecord(parts, GetPlan.confirming(parts.keeper().index().key(slot, key).copy()));
    if (operations.start(get, OperationPool.NO_COMMAND, READ_TIMEOUT_NS)) {
      reads[read] = get;
      doubts.onAsked(slot);
    }
  }

  private void noteProgress() {
    parts.counters().add(EngineCounter.RECORDS_DOUBTED, doubts.doubtedCount() - doubtedCount);
    doubtedCount = doubts.doubtedCount();
    parts.counters().add(EngineCounter.RECORDS_CONFIRMED, doubts.confirmedCount() - confirmedCount);
    confirmedCount = doubts.confirmedCount();
    if (offersDueNs == Timers.NEVER && hasPeers()) {
      offersDueNs = parts.time().nowNs() + Solitude.OFFERS_NS;
    }
  }

  private boolean isOver(int underWayCount) {
    boolean isWaiting = doubts.isActive() && offersDueNs > parts.time().nowNs();
    return !doubts.isAnyToAsk() && !ended.isAny() && underWayCount == 0 && !isWaiting;
  }
}
