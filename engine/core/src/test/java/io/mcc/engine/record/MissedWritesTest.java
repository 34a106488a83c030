package io.mcc.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import org.junit.jupiter.api.Test;

/** What is offered again when somebody comes back. */
class MissedWritesTest {
  private final MissedWrites missed = new MissedWrites();

  private static Id key(int number) {
    return new Id().set(number, 0, 0, 1);
  }

  @Test
  void shouldRememberForAQuarterOfAnHour() {
    missed.add(key(1), 0);
    assertThat(missed.contains(key(1), MissedWrites.MEMORY_NS - 1)).isTrue();
    assertThat(missed.contains(key(2), MissedWrites.MEMORY_NS - 1)).isFalse();
    assertThat(missed.isAny(MissedWrites.MEMORY_NS)).isFalse();
  }

  @Test
  void shouldRememberTheLastWriteOfAKey() {
    Id key = key(1);
    missed.add(key, 0);
    missed.add(key, 1_000);
    key.clear();
    assertThat(missed.contains(key(1), MissedWrites.MEMORY_NS)).isTrue();
    assertThat(missed.isAny(MissedWrites.MEMORY_NS + 1_000)).isFalse();
  }

  @Test
  void shouldOfferEverythingWhereMoreWasMissedThanItKnows() {
    for (int number = 0; number < MissedWrites.CAPACITY; number++) {
      missed.add(key(number), number);
    }
    assertThat(missed.contains(key(MissedWrites.CAPACITY), 1_000)).isFalse();
    missed.add(key(MissedWrites.CAPACITY), 1_000);
    assertThat(missed.contains(key(0), 1_000)).as("the first gave way").isTrue();
    assertThat(missed.contains(key(-1), 1_000)).isTrue();
  }
}
