package io.mcc.engine.crypto.sodium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.engine.base.RandomSource;
import io.mcc.engine.crypto.DirectMemory;
import java.util.HashSet;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class SodiumRandomTest {
  private final RandomSource random = new SodiumRandom(Sodium.load());

  @Test
  void shouldNotRepeatItself() {
    Set<Long> seen = new HashSet<>();
    for (int draw = 0; draw < 10_000; draw++) {
      assertThat(seen.add(random.nextLong())).isTrue();
    }
  }

  @Test
  void shouldDrawEveryNumberBelowTheBound() {
    int[] counts = new int[3];
    for (int draw = 0; draw < 3_000; draw++) {
      counts[random.nextInt(3)]++;
    }
    // 12 standard deviations: a fair source does not come near.
    assertThat(counts[0]).isBetween(690, 1310);
    assertThat(counts[1]).isBetween(690, 1310);
    assertThat(counts[2]).isBetween(690, 1310);
    assertThat(random.nextInt(1)).isZero();
    assertThatThrownBy(() -> random.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldFillExactlyTheRange() {
    UnsafeBuffer target = DirectMemory.zeros(5_000);
    random.nextBytes(target, 10, 4_980);
    assertThat(DirectMemory.bytes(target, 0, 10)).containsOnly(0);
    assertThat(DirectMemory.bytes(target, 4_990, 10)).containsOnly(0);
    for (int offset = 10; offset < 4_960; offset += 32) {
      assertThat(DirectMemory.hex(target, offset, 32)).isNotEqualTo("00".repeat(32));
    }
  }

  @Test
  void shouldFillHeapMemoryToo() {
    UnsafeBuffer target = DirectMemory.heap(64);
    random.nextBytes(target, 0, 64);
    assertThat(DirectMemory.hex(target, 0, 64)).isNotEqualTo("00".repeat(64));
  }
}
