package io.mcc.engine.dht;

import io.mcc.engine.base.Time;
import io.mcc.engine.base.TimerKind;
import io.mcc.engine.base.Timers;

/** The one timer of the care for the table: whoever needs it sooner moves it. Owned by the loop. */
final class CareTimer {
  private final Timers timers;
  private final Time time;
  private int handle = Timers.NONE;
  private long dueNs = Timers.NEVER;

  CareTimer(Timers timers, Time time) {
    this.timers = timers;
    this.time = time;
  }

  /** Asks for care in so many nanoseconds, or sooner. */
  void within(long delayNs) {
    atLatest(time.nowNs() + delayNs);
  }

  /** Asks for care at an instant or sooner; {@link Timers#NEVER} asks for nothing. */
  void atLatest(long instantNs) {
    if (instantNs >= dueNs) {
      return;
    }
    dueNs = instantNs;
    handle = timers.restart(handle, instantNs, TimerKind.TABLE, 0);
  }

  /** The timer is due: it runs no longer. */
  void onDue() {
    handle = Timers.NONE;
    dueNs = Timers.NEVER;
  }
}
