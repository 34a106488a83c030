package io.mcc.engine.counter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountersTest {
  @Test
  void shouldCountEachFigureOnItsOwn() {
    Counters counters = new Counters();
    counters.increment(EngineCounter.DATAGRAMS_RECEIVED);
    counters.increment(EngineCounter.DATAGRAMS_RECEIVED);
    counters.add(EngineCounter.BYTES_SENT, 1_200);

    assertThat(counters.value(EngineCounter.DATAGRAMS_RECEIVED)).isEqualTo(2);
    assertThat(counters.value(EngineCounter.BYTES_SENT)).isEqualTo(1_200);
    assertThat(counters.value(EngineCounter.DATAGRAMS_SENT)).isZero();
  }

  @Test
  void shouldTellHowThingsStandNow() {
    Counters counters = new Counters();
    counters.set(EngineGauge.JOINED, 1);
    assertThat(counters.value(EngineGauge.JOINED)).isEqualTo(1);
    counters.set(EngineGauge.JOINED, 0);
    assertThat(counters.value(EngineGauge.JOINED)).isZero();
    assertThat(counters.value(EngineGauge.STORE_WRITABLE)).isZero();
  }

  @Test
  void shouldShowAnotherThreadEveryCount() throws InterruptedException {
    Counters counters = new Counters();
    Thread loop =
        new Thread(
            () -> {
              for (int i = 0; i < 100_000; i++) {
                counters.increment(EngineCounter.LOOP_TURNS);
              }
            });
    loop.start();
    long last = 0;
    while (loop.isAlive()) {
      long value = counters.value(EngineCounter.LOOP_TURNS);
      assertThat(value).isGreaterThanOrEqualTo(last);
      last = value;
    }
    loop.join();
    assertThat(counters.value(EngineCounter.LOOP_TURNS)).isEqualTo(100_000);
  }

  @Test
  void shouldSayWhatEachFigureMeans() {
    for (EngineCounter counter : EngineCounter.values()) {
      assertThat(counter.meaning()).as(counter.name()).isNotBlank().doesNotEndWith(".");
    }
    for (EngineGauge gauge : EngineGauge.values()) {
      assertThat(gauge.meaning()).as(gauge.name()).isNotBlank().doesNotEndWith(".");
    }
    for (LatencyKind kind : LatencyKind.values()) {
      assertThat(kind.meaning()).as(kind.name()).isNotBlank().doesNotEndWith(".");
    }
  }
}
