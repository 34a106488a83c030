package io.mcc.engine.record;

import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;

/**
 * Removes records that have expired, the earliest first, a bounded number at a time. What this node
 * has published to stay is kept without a signature until it is signed again, and what it deleted
 * or gave up is remembered. One timer while anything is held, none otherwise. Owned by the loop.
 */
public final class RecordExpiry {
  private static final int COUNT_PER_STEP = 64;
  private static final long STEP_NS = 1_000_000;
  private static final long RETRY_NS = 1_000_000_000;

  /** The wall clock may be moved while a timer runs, so that no timer runs longer than this. */
  private static final long CHECK_MS = 600_000;

  private final Time time;
  private final Timers timers;
  private final Counters counters;
  private final RecordKeeper keeper;
  private final RecordIndex index;
  private int timer = Timers.NONE;
  private long timerDeadlineNs = Timers.NEVER;
  private long startNs;
  private boolean anyEnded;

  RecordExpiry(Time time, Timers timers, Counters counters, RecordKeeper keeper) {
    this.time = time;
    this.timers = timers;
    this.counters = counters;
    this.keeper = keeper;
    this.index = keeper.index();
  }

  /** The clocks run. */
  void start() {
    startNs = time.nowNs();
    watch();
  }

  /** Sees to it that what was just put expires in time; to be called after every change. */
  void watch() {
    int slot = index.earliest();
    if (slot != RecordIndex.NONE) {
      long aheadMs = Math.max(0, index.dueMs(slot) - keeper.latestEpochMs());
      schedule(time.nowNs() + Math.min(aheadMs, CHECK_MS) * 1_000_000);
    }
  }

  private void schedule(long deadlineNs) {
    if (timer == Timers.NONE) {
      timer = timers.schedule(deadlineNs, TimerKind.RECORD_EXPIRY, 0);
    } else if (deadlineNs < timerDeadlineNs) {
      timers.reschedule(timer, deadlineNs);
    } else {
      return;
    }
    timerDeadlineNs = deadlineNs;
  }

  /** The timer is due. */
  public void onDeadline() {
    timer = Timers.NONE;
    for (int i = 0; i < COUNT_PER_STEP; i++) {
      int slot = index.earliest();
      if (slot == RecordIndex.NONE || index.dueMs(slot) > keeper.latestEpochMs()) {
        watch();
        return;
      }
      if (isToBeKept(slot)) {
        continue;
      }
      if (!keeper.drop(slot)) {
        schedule(time.nowNs() + RETRY_NS);
        return;
      }
      counters.increment(EngineCounter.RECORDS_EXPIRED);
    }
    schedule(time.nowNs() + STEP_NS);
  }

  /** Leaves alone what its owner wants kept, or remembered, though its signature has ended. */
  private boolean isToBeKept(int slot) {
    long nowMs = keeper.latestEpochMs();
    long untilMs = OwnLife.keptUntilMs(index, slot);
    long graceMs = graceMs(slot);
    if (untilMs <= nowMs && graceMs <= 0) {
      return false;
    }
    anyEnded |= untilMs == OwnLife.FOR_EVER_MS;
    index.postpone(slot, Math.max(untilMs, nowMs + graceMs));
    return true;
  }

  /** A clock that is wrong at the start must not cost what a node remembers of its own doings. */
  private long graceMs(int slot) {
    boolean isRemembered = OwnLife.isRemembered(index, slot);
    return isRemembered ? (startNs + RecordClock.DOUBT_NS - time.nowNs()) / 1_000_000 : 0;
  }

  /** Whether the signature of another own record that stays has ended since this was asked. */
  boolean pollEnded() {
    boolean wasAny = anyEnded;
    anyEnded = false;
    return wasAny;
  }
}
