package io.mcc.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.EventSink;
import io.mcc.engine.base.Events;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendFailuresTest {
  private static final Endpoint TARGET = Endpoint.parse("203.0.113.1:9376");
  private static final IOException UNREACHABLE = new IOException("Network is unreachable");
  private static final IOException INVALID = new IOException("Invalid argument");
  private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

  private final List<String> told = new ArrayList<>();
  private final SendFailures failures = new SendFailures();

  @BeforeEach
  void watch() {
    Events events =
        new Events(
            new EventSink() {
              @Override
              public void sendsFailing(Endpoint target, String reason) {
                told.add(target + " " + reason);
              }

              @Override
              public void sendsResumed(long failedCount) {
                told.add("resumed " + failedCount);
              }
            });
    events.watch(Set.of(EventKind.NODE));
    failures.tell(events);
  }

  @Test
  void shouldTellEachReasonOnce() {
    for (int i = 0; i < 1_000; i++) {
      failures.onRefused(UNREACHABLE, TARGET, i);
      failures.onRefused(INVALID, TARGET, i);
    }
    assertThat(told)
        .containsExactly(
            "203.0.113.1:9376 Network is unreachable", "203.0.113.1:9376 Invalid argument");
  }

  @Test
  void shouldTellThatItIsOverOnceNothingFailedForAMinute() {
    failures.onRefused(UNREACHABLE, TARGET, 0);
    failures.onRefused(UNREACHABLE, TARGET, MINUTE_NS);
    failures.onSent(MINUTE_NS + 1);
    assertThat(failures.isFailing()).as("some still fail").isTrue();
    failures.onSent(2 * MINUTE_NS + 1);
    assertThat(failures.isFailing()).isFalse();
    failures.onRefused(UNREACHABLE, TARGET, 3 * MINUTE_NS);
    assertThat(told).hasSize(3).element(1).isEqualTo("resumed 2");
  }

  @Test
  void shouldKeepNoMoreReasonsThanItMay() {
    for (int i = 0; i < 100; i++) {
      failures.onRefused(new IOException("reason " + i), TARGET, i);
    }
    assertThat(told).hasSize(16);
  }
}
