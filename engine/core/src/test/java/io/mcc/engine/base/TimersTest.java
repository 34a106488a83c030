package io.mcc.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TimersTest {
  private record Key(long deadlineNs, long order) {}

  @Property
  void shouldFireInTheOrderOfDeadlineThenScheduling(
      @ForAll @Size(max = 200) List<@IntRange(max = 1_000) Integer> steps) {
    Timers timers = new Timers();
    TreeMap<Key, Integer> model =
        new TreeMap<>(Comparator.comparingLong(Key::deadlineNs).thenComparingLong(Key::order));
    TreeMap<Integer, Key> keyByHandle = new TreeMap<>();
    long order = 0;
    for (int step : steps) {
      long deadlineNs = step / 4;
      if (step % 4 < 2 || keyByHandle.isEmpty()) {
        int handle = timers.schedule(deadlineNs, TimerKind.REQUEST, step);
        keyByHandle.put(handle, new Key(deadlineNs, order));
        model.put(new Key(deadlineNs, order++), handle);
      } else {
        int handle = keyByHandle.firstKey();
        model.remove(keyByHandle.remove(handle));
        if (step % 4 == 2) {
          timers.cancel(handle);
        } else {
          timers.reschedule(handle, deadlineNs);
          keyByHandle.put(handle, new Key(deadlineNs, order));
          model.put(new Key(deadlineNs, order++), handle);
        }
      }
      assertThat(timers.count()).isEqualTo(model.size());
    }
    while (!model.isEmpty()) {
      assertThat(timers.nextDeadlineNs()).isEqualTo(model.firstKey().deadlineNs);
      assertThat(timers.pollDue(Long.MAX_VALUE - 1)).isEqualTo(model.pollFirstEntry().getValue());
    }
    assertThat(timers.nextDeadlineNs()).isEqualTo(Timers.NEVER);
  }

  @Test
  void shouldFireNothingBeforeItsTime() {
    Timers timers = new Timers();
    timers.schedule(10, TimerKind.LOOKUP, 3);
    assertThat(timers.pollDue(9)).isEqualTo(Timers.NONE);
    int timer = timers.pollDue(10);
    assertThat(timers.kind(timer)).isEqualTo(TimerKind.LOOKUP);
    assertThat(timers.slot(timer)).isEqualTo(3);
  }
}
