package io.mcc.engine.loop;

import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import java.util.concurrent.TimeUnit;

/**
 * How busy the loop is: turns, turns that found work and how long they took, and stalls, turns so
 * long that peers notice. Owned by the loop; what it finds is read from the counters.
 */
final class DutyCycleMonitor {
  /** A turn that takes longer has stalled. */
  static final long STALL_NS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Counters counters;

  DutyCycleMonitor(Counters counters) {
    this.counters = counters;
  }

  void onIdleTurn() {
    counters.increment(EngineCounter.LOOP_TURNS);
  }

  void onWorkingTurn(long durationNs) {
    counters.increment(EngineCounter.LOOP_TURNS);
    counters.increment(EngineCounter.LOOP_TURNS_WITH_WORK);
    counters.add(EngineCounter.LOOP_BUSY_NS, durationNs);
    if (durationNs > STALL_NS) {
      counters.increment(EngineCounter.LOOP_STALLS);
    }
  }
}
