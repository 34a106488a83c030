package io.mcc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockNewsTest {
  private static long epochMs(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  @Test
  void shouldDoubtAClockThatShowsATimeBeforeTheProgram() {
    assertThat(ClockNews.doubt(epochMs("1970-01-02T00:00:00Z"), null)).contains("before");
    assertThat(ClockNews.doubt(epochMs("2027-01-02T00:00:00Z"), null)).isNull();
  }

  @Test
  void shouldPassOnWhatTheIdentityShows() {
    assertThat(ClockNews.doubt(epochMs("2027-01-02T00:00:00Z"), "so")).isEqualTo("so");
  }
}
