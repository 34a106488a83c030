package io.mcc.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class SeededRandomTest {
  @Test
  void shouldRepeatASeedAndPartStreams() {
    SeededRandom one = SeededRandom.of(7, 1);
    SeededRandom same = SeededRandom.of(7, 1);
    SeededRandom other = SeededRandom.of(7, 2);
    for (int i = 0; i < 100; i++) {
      long draw = one.nextLong();
      assertThat(same.nextLong()).isEqualTo(draw);
      assertThat(other.nextLong()).isNotEqualTo(draw);
    }
  }

  @Test
  void shouldDrawEveryIntAboutAsOften() {
    SeededRandom random = new SeededRandom(1);
    int[] counts = new int[10];
    for (int i = 0; i < 100_000; i++) {
      counts[random.nextInt(counts.length)]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(9_500, 10_500);
    }
  }

  @Test
  void shouldFillExactlyTheBytesAskedFor() {
    UnsafeBuffer buffer = new UnsafeBuffer(new byte[40]);
    new SeededRandom(1).nextBytes(buffer, 3, 30);
    assertThat(buffer.getByte(2)).isZero();
    assertThat(buffer.getByte(33)).isZero();
    assertThat(buffer.getLong(3)).isNotZero();
    assertThat(buffer.getLong(25)).isNotZero();
  }
}
