package io.mcc.tools.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process does, never for longer than a bound. */
public final class Await {
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /**
   * Returns once a condition holds.
   *
   * @param what to say where it never does
   */
  public static void until(Duration timeout, Supplier<String> what, BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadlineNs > 0) {
        throw new AssertionError("not within " + timeout.toMillis() + " ms: " + what.get());
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
  }
}
