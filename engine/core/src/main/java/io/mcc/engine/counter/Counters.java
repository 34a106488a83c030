package io.mcc.engine.counter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One node's {@link EngineCounter}s: eight bytes each. Written by the loop alone, with release
 * writes; read by any thread, which sees each figure as it stood a moment ago, and no order between
 * two of them.
 */
public final class Counters {
  private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] values = new long[EngineCounter.values().length];

  /** Counts one. Loop only. */
  public void increment(EngineCounter counter) {
    add(counter, 1);
  }

  /** Counts {@code amount}, which isn't negative. Loop only. */
  public void add(EngineCounter counter, long amount) {
    int index = counter.ordinal();
    VALUES.setRelease(values, index, values[index] + amount);
  }

  /** The figure. Any thread. */
  public long value(EngineCounter counter) {
    return (long) VALUES.getAcquire(values, counter.ordinal());
  }
}
