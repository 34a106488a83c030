package io.mcc.engine.counter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A row of figures that one thread writes, with release writes and no lock, and that any thread
 * reads: each as it stood a moment ago, and no order between two of them.
 */
public final class SharedLongs {
  private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] values;

  /**
   * @param count figures, each 0 at first
   */
  public SharedLongs(int count) {
    values = new long[count];
  }

  /** Replaces a figure. Owner only. */
  public void set(int index, long value) {
    VALUES.setRelease(values, index, value);
  }

  /** Changes a figure by an amount. Owner only. */
  public void add(int index, long amount) {
    VALUES.setRelease(values, index, values[index] + amount);
  }

  /** A figure. Any thread. */
  public long value(int index) {
    return (long) VALUES.getAcquire(values, index);
  }
}
