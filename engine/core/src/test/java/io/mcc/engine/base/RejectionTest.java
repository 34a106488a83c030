package io.mcc.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.counter.EngineCounter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RejectionTest {
  /** Who reads the figures finds the reasons by the prefix. */
  @Test
  void shouldHaveExactlyTheCountersOfTheirPrefix() {
    assertThat(Arrays.stream(Rejection.values()).map(Rejection::counter))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EngineCounter.values())
                .filter(counter -> counter.name().startsWith("REJECTED_"))
                .toList());
  }
}
