package io.mcc.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.codec.RecordKind;
import io.mcc.engine.base.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The index against a map: what is held, who holds how much, what expires first. */
class RecordIndexTest {
  record Step(boolean removes, int key, int publisher, long expiryMs, int length) {}

  @Provide
  Arbitrary<List<Step>> histories() {
    return Combinators.combine(
            Arbitraries.of(true, false, false),
            Arbitraries.integers().between(0, 40),
            Arbitraries.integers().between(1, 5),
            Arbitraries.longs().between(1, 20),
            Arbitraries.integers().between(200, 300))
        .as(Step::new)
        .list()
        .ofMaxSize(200);
  }

  @Property(tries = 300)
  void shouldAgreeWithAMap(@ForAll("histories") List<Step> history, @ForAll long seed) {
    RecordIndex index = new RecordIndex(new Limits(), new Id(), seed);
    Map<Integer, Step> model = new HashMap<>();
    RecordSummary summary = new RecordSummary();
    int stepCount = 0;
    for (Step step : history) {
      fill(summary, step);
      int slot = index.find(summary);
      assertThat(slot != RecordIndex.NONE).isEqualTo(model.containsKey(step.key));
      if (!step.removes) {
        index.put(summary, 0);
        model.put(step.key, step);
      } else if (slot != RecordIndex.NONE) {
        index.remove(slot);
        model.remove(step.key);
      }
      // The whole is compared now and then: each time would take longer than all other tests.
      if (++stepCount % 20 == 0) {
        assertSame(index, model);
      }
    }
    assertSame(index, model);
  }

  private static void fill(RecordSummary summary, Step step) {
    summary.kind = RecordKind.IMMUTABLE;
    // Few different words, so that probes collide.
    summary.key.set(step.key & 3, step.key, 0, 0);
    summary.publisher.set(step.publisher, 0, 0, 0);
    summary.expiryMs = step.expiryMs;
    summary.length = step.length;
    summary.tombstone = isTombstone(step);
  }

  private static boolean isTombstone(Step step) {
    return step.length % 2 == 1;
  }

  private static void assertSame(RecordIndex index, Map<Integer, Step> model) {
    assertThat(index.count()).isEqualTo(model.size());
    assertThat(index.readableCount())
        .isEqualTo((int) model.values().stream().filter(step -> !isTombstone(step)).count());
    RecordSummary summary = new RecordSummary();
    RecordSummary read = new RecordSummary();
    Map<Integer, Integer> lengthByPublisher = new HashMap<>();
    for (Step step : model.values()) {
      fill(summary, step);
      assertThat(index.read(index.find(summary), read))
          .usingRecursiveComparison()
          .isEqualTo(summary);
      lengthByPublisher.merge(step.publisher, step.length, Integer::sum);
    }
    for (int publisher = 1; publisher <= 5; publisher++) {
      int slot = index.quotas().find(new Id().set(publisher, 0, 0, 0));
      assertThat(slot == PublisherQuotas.NONE ? 0 : index.quotas().byteCount(slot))
          .isEqualTo(lengthByPublisher.getOrDefault(publisher, 0).longValue());
    }
    long earliestMs =
        model.values().stream().mapToLong(Step::expiryMs).min().orElse(Long.MAX_VALUE);
    int earliest = index.earliest();
    assertThat(earliest == RecordIndex.NONE ? Long.MAX_VALUE : index.expiryMs(earliest))
        .isEqualTo(earliestMs);
  }

  /** Threat 27: no two kinds can have a key in common; were it so, neither would hide the other. */
  @Test
  void shouldKeepRecordsOfTwoKindsApartUnderOneKey() {
    RecordIndex index = new RecordIndex(new Limits(), new Id(), 7);
    RecordSummary immutable = new RecordSummary();
    fill(immutable, new Step(false, 1, 1, 10, 200));
    RecordSummary mutable = new RecordSummary().set(immutable);
    mutable.kind = RecordKind.MUTABLE;
    mutable.sequence = 5;
    int first = index.put(immutable, 0);
    int second = index.put(mutable, 0);
    assertThat(first).isNotEqualTo(second);
    assertThat(index.find(immutable)).isEqualTo(first);
    assertThat(index.find(mutable)).isEqualTo(second);
    index.remove(second);
    assertThat(index.find(immutable)).isEqualTo(first);
    assertThat(index.find(mutable)).isEqualTo(RecordIndex.NONE);
  }
}
