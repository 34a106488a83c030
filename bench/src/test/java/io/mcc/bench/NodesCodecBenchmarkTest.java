package io.mcc.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import org.junit.jupiter.api.Test;

/** A benchmark that measures two things must do the same with both. */
class NodesCodecBenchmarkTest {
  private final NodesCodecBenchmark benchmark = new NodesCodecBenchmark();

  @Test
  void shouldReadTheSameContactsByHandAndBySbe() {
    benchmark.setUp();
    assertThat(benchmark.decodeByHand()).isEqualTo(NodesCodecBenchmark.CONTACT_COUNT);
    assertThat(benchmark.received()).isEqualTo(benchmark.contacts());
    for (Contact contact : benchmark.received()) {
      contact.clear();
    }
    assertThat(benchmark.decodeBySbe()).isEqualTo(NodesCodecBenchmark.CONTACT_COUNT);
    assertThat(benchmark.received()).isEqualTo(benchmark.contacts());
  }

  @Test
  void shouldWriteTheLengthsThatTheSpecificationNames() {
    benchmark.setUp();
    assertThat(benchmark.byHandLength()).isEqualTo(461);
    assertThat(benchmark.bySbeLength()).isEqualTo(464);
    assertThat(benchmark.encodeByHand()).isEqualTo(461);
    assertThat(benchmark.encodeBySbe()).isEqualTo(464);
  }
}
