package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeenAddressTest {
  private static final Endpoint BEFORE = Endpoint.parse("198.51.100.1:9376");
  private static final Endpoint AFTER = Endpoint.parse("198.51.100.1:40000");
  private static final Endpoint ELSEWHERE = Endpoint.parse("198.51.100.1:50000");

  private final SeenAddress seen = new SeenAddress();

  @BeforeEach
  void shouldHaveMovedNowhereWhenItIsKnownForTheFirstTime() {
    assertThat(seen.hear(BEFORE, 1)).isFalse();
    assertThat(seen.hear(BEFORE, 2)).isFalse();
  }

  @Test
  void shouldHaveMovedWhereTwoAgree() {
    assertThat(seen.hear(AFTER, 1)).isFalse();
    assertThat(seen.hear(AFTER, 2)).isTrue();
    assertThat(seen.hear(AFTER, 3)).isFalse();
  }

  @Test
  void shouldNotBelieveOnePrefixAlone() {
    assertThat(seen.hear(AFTER, 1)).isFalse();
    assertThat(seen.hear(AFTER, 1)).isFalse();
  }

  @Test
  void shouldNotHaveMovedWhereEachSeesItElsewhere() {
    assertThat(seen.hear(AFTER, 1)).isFalse();
    assertThat(seen.hear(ELSEWHERE, 2)).isFalse();
    assertThat(seen.hear(AFTER, 3)).isFalse();
  }

  @Test
  void shouldNotHaveMovedWhereSomebodyStillSeesItThere() {
    assertThat(seen.hear(AFTER, 1)).isFalse();
    assertThat(seen.hear(BEFORE, 2)).isFalse();
    assertThat(seen.hear(AFTER, 3)).isFalse();
  }
}
