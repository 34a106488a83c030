package io.mcc.engine.base;

import io.mcc.engine.counter.SharedLongs;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The capacities of one node and how much of each is used. Values are fixed at launch; the use is
 * reported by whoever owns the thing counted. Owned by the loop; any thread reads.
 */
public final class Limits {
  private static final Limit[] ALL = Limit.values();

  private final long[] values = new long[ALL.length];
  private final SharedLongs used = new SharedLongs(ALL.length);
  private final Map<Limit, LongSupplier> gauges = new EnumMap<>(Limit.class);
  private Limit exceeded;

  public Limits() {
    for (Limit limit : ALL) {
      values[limit.ordinal()] = limit.defaultValue();
    }
  }

  /**
   * Sets limits by name.
   *
   * @throws IllegalArgumentException where a name is unknown or a value out of range, naming both
   */
  public Limits(Map<String, Long> byName) {
    this();
    byName.forEach((name, value) -> set(find(name), value));
  }

  /**
   * The limit of a name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Limit find(String name) {
    for (Limit limit : ALL) {
      if (limit.text().equals(name)) {
        return limit;
      }
    }
    throw new IllegalArgumentException("no limit is called '" + name + "': see GET /api/v1/limits");
  }

  /**
   * Sets a limit.
   *
   * @throws IllegalArgumentException where the value is out of range
   */
  public Limits set(Limit limit, long value) {
    if (value < limit.valueMin() || value > limit.valueMax()) {
      throw new IllegalArgumentException(
          "limit "
              + limit.text()
              + " is "
              + limit.valueMin()
              + " to "
              + limit.valueMax()
              + ", not "
              + value);
    }
    values[limit.ordinal()] = value;
    return this;
  }

  /** The value in force. */
  public long value(Limit limit) {
    return values[limit.ordinal()];
  }

  /** The value in force, where it counts things held in arrays. */
  public int count(Limit limit) {
    return (int) Math.min(Integer.MAX_VALUE, values[limit.ordinal()]);
  }

  /**
   * Says where to ask how much of a limit is used that nobody reports. At the launch only.
   *
   * @param gauge may be asked by any thread
   */
  public Limits gauge(Limit limit, LongSupplier gauge) {
    gauges.put(limit, gauge);
    return this;
  }

  /** How much is used, as its owner reported last or its gauge says now. Any thread. */
  public long used(Limit limit) {
    LongSupplier gauge = gauges.get(limit);
    return gauge == null ? used.value(limit.ordinal()) : gauge.getAsLong();
  }

  /** A limit of which more was ever used than there is; null where all were kept. Owner only. */
  public Limit exceeded() {
    return exceeded;
  }

  /** Reports how much is used. */
  public void used(Limit limit, long amount) {
    if (amount > values[limit.ordinal()] || amount < 0) {
      exceeded = limit;
    }
    used.set(limit.ordinal(), amount);
  }
}
