package io.mcc.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitsUseTest {
  @Test
  void shouldTellWhatWasReportedLast() {
    Limits limits = new Limits();
    limits.used(Limit.SESSIONS, 7);
    limits.used(Limit.SESSIONS, 6);
    assertThat(limits.used(Limit.SESSIONS)).isEqualTo(6);
    assertThat(limits.used(Limit.RECORDS)).isZero();
  }

  @Test
  void shouldAskTheGaugeWhereThereIsOne() {
    AtomicLong bytes = new AtomicLong(5);
    Limits limits = new Limits().gauge(Limit.JOURNAL_BYTES, bytes::get);
    assertThat(limits.used(Limit.JOURNAL_BYTES)).isEqualTo(5);
    bytes.set(9);
    assertThat(limits.used(Limit.JOURNAL_BYTES)).isEqualTo(9);
  }

  @Test
  void shouldTellLimitsOfTheNodeFromLimitsOfEach() {
    assertThat(Limit.SESSIONS.isOfWholeNode()).isTrue();
    assertThat(Limit.PUBLISHER_BYTES.isOfWholeNode()).isFalse();
  }
}
