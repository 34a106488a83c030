package io.mcc.http.server;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, for 10 s at the most. */
final class Await {
  private static final long BOUND_NS = 10_000_000_000L;

  private Await() {}

  static void until(BooleanSupplier condition) {
    long startNs = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - startNs > BOUND_NS) {
        throw new AssertionError("the condition did not come true within 10 s");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
