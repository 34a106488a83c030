package io.mcc.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EventQueueTest {
  private record Event(long timeNs, long payload) {}

  @Property(tries = 200)
  void shouldOrderByTimeThenByScheduling(@ForAll long seed) {
    SeededRandom random = new SeededRandom(seed);
    EventQueue queue = new EventQueue();
    List<Event> expected = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      if (random.nextInt(3) > 0 || expected.isEmpty()) {
        long timeNs = random.nextInt(50);
        queue.add(timeNs, i);
        expected.add(new Event(timeNs, i));
      } else {
        expected.sort(Comparator.comparingLong(Event::timeNs).thenComparingLong(Event::payload));
        assertThat(queue.nextTimeNs()).isEqualTo(expected.get(0).timeNs());
        assertThat(queue.remove()).isEqualTo(expected.remove(0).payload());
      }
    }
    assertThat(queue.count()).isEqualTo(expected.size());
  }
}
