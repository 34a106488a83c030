package io.mcc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.base.EventSink;
import io.mcc.engine.identity.CertificateRefusal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refused certificates are told of at once, and then at a bounded pace. */
class RefusalNewsTest {
  private final List<String> told = new ArrayList<>();
  private final RefusalNews news =
      new RefusalNews(
          new EventSink() {
            @Override
            public void certificatesRefused(String reason, long count) {
              told.add(count + " " + reason);
            }
          });

  @Test
  void shouldTellTheFirstAtOnceAndTheOthersOnceAMinute() {
    for (long second = 0; second < 120; second++) {
      news.onRefused(CertificateRefusal.SIGNATURE_WRONG, -50 + second * 1_000_000_000L);
    }
    assertThat(told).containsExactly("1 has a wrong signature", "60 has a wrong signature");
  }

  @Test
  void shouldTellEachReasonByItself() {
    news.onRefused(CertificateRefusal.NETWORK_WRONG, 0);
    news.onRefused(CertificateRefusal.NOT_DER, 0);
    assertThat(told).hasSize(2);
  }

  @Test
  void shouldNameTheClockWhereTimeIsTheReason() {
    news.onRefused(CertificateRefusal.NOT_YET_VALID, 0);
    news.onRefused(CertificateRefusal.EXPIRED, 0);
    assertThat(told).hasSize(2).allMatch(line -> line.contains("clock"));
  }
}
