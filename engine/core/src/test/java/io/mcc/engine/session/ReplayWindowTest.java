package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
  private static boolean offer(ReplayWindow window, long packetNumber) {
    boolean accepted = window.mayAccept(packetNumber);
    if (accepted) {
      window.accept(packetNumber);
    }
    return accepted;
  }

  @Property
  void shouldAcceptEachNumberOnceWithinTheSpan( // threat 5
      @ForAll @Size(min = 1, max = 400) List<@IntRange(max = 20_000) Integer> numbers) {
    check(numbers);
  }

  @Test
  void shouldAgreeWithAModelOverManyNumbers() { // threat 5
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ReplayWindow window = new ReplayWindow();
    Set<Long> received = new HashSet<>();
    long highest = 0;
    for (int i = 0; i < 1_000_000; i++) {
      long number = Math.max(0, highest + random.nextInt(300) - 280);
      boolean accepted = offer(window, number);
      assertThat(accepted).as("seed %d, step %d", seed, i).isEqualTo(received.add(number));
      highest = Math.max(highest, number);
    }
  }

  private static void check(List<Integer> numbers) {
    ReplayWindow window = new ReplayWindow();
    Set<Integer> received = new HashSet<>();
    int highest = -1;
    for (int number : numbers) {
      boolean accepted = offer(window, number);
      if (received.contains(number)) {
        assertThat(accepted).isFalse();
      } else if (number >= highest - ReplayWindow.SPAN) {
        assertThat(accepted).isTrue();
      }
      if (accepted) {
        received.add(number);
      }
      highest = Math.max(highest, number);
    }
  }

  @Test
  void shouldRefuseWhatLiesBehindTheSpan() {
    ReplayWindow window = new ReplayWindow();
    offer(window, 100_000);
    assertThat(offer(window, 100_000 - ReplayWindow.SPAN - 64)).isFalse();
    assertThat(offer(window, 100_000 - ReplayWindow.SPAN)).isTrue();
    assertThat(offer(window, 100_000 - ReplayWindow.SPAN)).isFalse();
  }
}
