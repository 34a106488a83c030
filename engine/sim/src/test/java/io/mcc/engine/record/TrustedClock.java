package io.mcc.engine.record;

import io.mcc.engine.base.Time;
import java.lang.reflect.Field;

/** What the expiry of records would be if the wall clock were believed whatever it shows. */
public final class TrustedClock {
  private TrustedClock() {}

  /** Stands for {@link RecordClock#latestMs}. */
  public static long latestMs(RecordClock clock) {
    try {
      Field field = RecordClock.class.getDeclaredField("time");
      field.setAccessible(true);
      return ((Time) field.get(clock)).epochMs();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
