package io.mcc.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import org.junit.jupiter.api.Test;

/** Threat 27: what was read is not followed by less. */
class ReadMemoryTest {
  private static final long CAPACITY = 16;

  private final Time time = new Time();
  private final ReadMemory memory =
      new ReadMemory(time, new Limits().set(Limit.READ_MEMORY, CAPACITY), 7);

  private static RecordSummary summary(int key, long sequence, long order) {
    RecordSummary summary = new RecordSummary();
    summary.key.set(key, 0, 0, 0);
    summary.sequence = sequence;
    summary.order1 = order;
    return summary;
  }

  @Test
  void shouldStandAboveWhatIsLowerInTheOrderWhateverItsExpiry() {
    memory.remember(summary(1, 5, 9));
    assertThat(memory.isAbove(summary(1, 4, 0))).isTrue();
    assertThat(memory.isAbove(summary(1, 5, 10))).isTrue();
    assertThat(memory.isAbove(summary(1, 5, -1))).isTrue();
    assertThat(memory.isAbove(summary(1, 5, 9))).isFalse();
    assertThat(memory.isAbove(summary(1, 5, 8))).isFalse();
    assertThat(memory.isAbove(summary(1, 6, 99))).isFalse();
    assertThat(memory.isAbove(summary(2, 1, 0))).isFalse();
    memory.remember(summary(1, 3, 0));
    assertThat(memory.isAbove(summary(1, 4, 0))).isTrue();
  }

  @Test
  void shouldRememberADeletionUntilItIsWrittenAgain() {
    RecordSummary tombstone = summary(1, 5, 0);
    tombstone.tombstone = true;
    memory.remember(tombstone);
    assertThat(memory.isDeleted(tombstone.key)).isTrue();
    memory.remember(summary(1, 6, 0));
    assertThat(memory.isDeleted(tombstone.key)).isFalse();
  }

  @Test
  void shouldForgetTheOneNotReadForTheLongestWhereItIsFull() {
    for (int key = 0; key < CAPACITY; key++) {
      memory.remember(summary(key, 5, 0));
    }
    memory.remember(summary(0, 5, 0));
    for (int key = 100; key < 100 + CAPACITY - 1; key++) {
      memory.remember(summary(key, 5, 0));
    }
    assertThat(memory.isAbove(summary(0, 1, 0))).isTrue();
    for (int key = 1; key < CAPACITY; key++) {
      assertThat(memory.isAbove(summary(key, 1, 0))).isFalse();
    }
  }

  @Test
  void shouldForgetWhenNothingOfThatTimeCanBeAlive() {
    memory.remember(summary(1, 5, 0));
    time.advance(ReadMemory.MEMORY_NS - 1, 1);
    assertThat(memory.isAbove(summary(1, 4, 0))).isTrue();
    time.advance(ReadMemory.MEMORY_NS, 1);
    assertThat(memory.isAbove(summary(1, 4, 0))).isFalse();
    memory.remember(summary(1, 4, 0));
    assertThat(memory.isAbove(summary(1, 3, 0))).isTrue();
  }
}
