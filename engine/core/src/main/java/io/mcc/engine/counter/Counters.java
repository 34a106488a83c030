package io.mcc.engine.counter;

/**
 * One node's {@link EngineCounter}s and {@link EngineGauge}s: eight bytes each. Written by the loop
 * alone; read by any thread, which sees each figure as it stood a moment ago, and no order between
 * two of them.
 */
public final class Counters {
  private final SharedLongs counts = new SharedLongs(EngineCounter.values().length);
  private final SharedLongs gauges = new SharedLongs(EngineGauge.values().length);

  /** Counts one. Loop only. */
  public void increment(EngineCounter counter) {
    counts.add(counter.ordinal(), 1);
  }

  /** Counts {@code amount}, which isn't negative. Loop only. */
  public void add(EngineCounter counter, long amount) {
    counts.add(counter.ordinal(), amount);
  }

  /** The figure. Any thread. */
  public long value(EngineCounter counter) {
    return counts.value(counter.ordinal());
  }

  /** Says how something stands now. Loop only. */
  public void set(EngineGauge gauge, long value) {
    gauges.set(gauge.ordinal(), value);
  }

  /** How something stood when it changed last. Any thread. */
  public long value(EngineGauge gauge) {
    return gauges.value(gauge.ordinal());
  }
}
