package io.mcc.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.base.Time;
import org.junit.jupiter.api.Test;

/** Threat 27: a clock that is set, or wrong for a while, neither revives nor poisons. */
class RecordClockTest {
  private static final long START_MS = RecordFixture.EPOCH_MS;
  private static final long MINUTE_MS = 60_000;
  private static final long YEAR_MS = 365L * 24 * 60 * MINUTE_MS;

  private final Time time = new Time();
  private final RecordClock clock = new RecordClock(time);
  private long minutes;

  /** A minute passes, and the wall clock shows so much more than it should. */
  private long afterAMinute(long aheadMs) {
    minutes++;
    time.advance(minutes * MINUTE_MS * 1_000_000, START_MS + minutes * MINUTE_MS + aheadMs);
    return clock.latestMs() - START_MS - minutes * MINUTE_MS;
  }

  @Test
  void shouldFollowTheWallClockFromItsFirstReadingOn() {
    assertThat(clock.latestMs()).isZero();
    assertThat(afterAMinute(0)).isZero();
    assertThat(afterAMinute(5 * MINUTE_MS)).isEqualTo(5 * MINUTE_MS);
  }

  @Test
  void shouldNotGoBackWithACorrection() {
    afterAMinute(9 * MINUTE_MS);
    assertThat(afterAMinute(0)).isEqualTo(8 * MINUTE_MS);
    assertThat(afterAMinute(0)).isEqualTo(7 * MINUTE_MS);
  }

  @Test
  void shouldPassOverAJumpThatDoesNotLast() {
    afterAMinute(0);
    for (int i = 0; i < 10; i++) {
      assertThat(afterAMinute(YEAR_MS)).isZero();
    }
    assertThat(afterAMinute(0)).isZero();
    for (int i = 0; i < 10; i++) {
      assertThat(afterAMinute(-YEAR_MS)).isZero();
    }
    assertThat(afterAMinute(0)).isZero();
  }

  @Test
  void shouldBelieveWhatLastsAndLetItselfBeCorrected() {
    afterAMinute(0);
    for (int i = 0; i < 10; i++) {
      assertThat(afterAMinute(YEAR_MS)).isZero();
    }
    assertThat(afterAMinute(YEAR_MS)).isEqualTo(YEAR_MS);
    for (int i = 0; i < 10; i++) {
      assertThat(afterAMinute(0)).isEqualTo(YEAR_MS);
    }
    assertThat(afterAMinute(0)).isZero();
  }
}
