package io.mcc.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.codec.RecordKind;
import io.mcc.engine.base.Limits;
import io.mcc.engine.counter.Counters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Threat 27: rollback and forks; whatever arrives in whatever order, all holders agree. */
class RecordOrderTest {
  private static final long HISTORY_SEED = 27;
  private static final int HISTORY_COUNT = 10_000;

  @Provide
  Arbitrary<RecordSummary> summaries() {
    Arbitrary<Long> few = Arbitraries.longs().between(-1, 2);
    return Combinators.combine(few, few, few, few, few)
        .as(
            (sequence, order0, order1, expiryMs, publisher) -> {
              RecordSummary summary = new RecordSummary();
              summary.kind = RecordKind.MUTABLE;
              summary.sequence = Math.abs(sequence);
              summary.order0 = order0;
              summary.order1 = order1;
              summary.expiryMs = Math.abs(expiryMs);
              summary.publisher.set(publisher, 0, 0, 0);
              return summary;
            });
  }

  private static RecordSummary merge(RecordSummary a, RecordSummary b) {
    return b.compareOrder(a) > 0 ? b : a;
  }

  private static void assertSame(RecordSummary a, RecordSummary b) {
    assertThat(a.compareOrder(b)).isZero();
    assertThat(a).usingRecursiveComparison().isEqualTo(b);
  }

  @Property
  void shouldMergeTheSameWayRound(
      @ForAll("summaries") RecordSummary a, @ForAll("summaries") RecordSummary b) {
    assertSame(merge(a, b), merge(b, a));
  }

  @Property
  void shouldMergeTheSameHoweverGrouped(
      @ForAll("summaries") RecordSummary a,
      @ForAll("summaries") RecordSummary b,
      @ForAll("summaries") RecordSummary c) {
    assertSame(merge(merge(a, b), c), merge(a, merge(b, c)));
  }

  @Property
  void shouldNeverGoDownAndStandStillOnTheSame(
      @ForAll("summaries") RecordSummary a, @ForAll("summaries") RecordSummary b) {
    RecordSummary merged = merge(a, b);
    assertThat(merged.compareOrder(a)).isNotNegative();
    assertThat(merged.compareOrder(b)).isNotNegative();
    assertSame(merge(merged, a), merged);
    assertSame(merge(merged, merged), merged);
  }

  @Test
  void shouldPreferSequenceThenSmallerHashThenLaterExpiry() {
    RecordSummary low = new RecordSummary();
    RecordSummary high = new RecordSummary();
    high.expiryMs = 1;
    assertThat(high.compareOrder(low)).isPositive();
    assertThat(high.identicalTo(low)).isTrue();
    low.order0 = -1; // As bytes the largest: the order is unsigned, the smaller hash is higher.
    low.expiryMs = 2;
    high.order0 = 1;
    assertThat(high.compareOrder(low)).isPositive();
    assertThat(high.equivocates(low)).isTrue();
    low.sequence = 1;
    assertThat(high.compareOrder(low)).isNegative();
  }

  @Test
  void shouldConvergeAfterTenThousandRandomHistories() {
    RecordFixture fixture = new RecordFixture();
    List<UnsafeBuffer> pool = signedPool(fixture);
    Random random = new Random(HISTORY_SEED);
    for (int history = 0; history < HISTORY_COUNT; history++) {
      List<UnsafeBuffer> arrivals = new ArrayList<>();
      int count = 1 + random.nextInt(12);
      for (int i = 0; i < count; i++) {
        arrivals.add(pool.get(random.nextInt(pool.size())));
      }
      List<UnsafeBuffer> first = held(fixture, arrivals, random);
      Collections.shuffle(arrivals, random);
      arrivals.addAll(arrivals.subList(0, random.nextInt(count)));
      assertThat(held(fixture, arrivals, random))
          .as("history %d of seed %d", history, HISTORY_SEED)
          .isEqualTo(first);
    }
  }

  /** Two keys, few sequences, so that rollbacks, forks, re-signs and deletions all happen. */
  private static List<UnsafeBuffer> signedPool(RecordFixture fixture) {
    List<UnsafeBuffer> pool = new ArrayList<>();
    RecordSigner signer = fixture.signer(2);
    for (String name : List.of("a", "b")) {
      for (long sequence = 1; sequence <= 3; sequence++) {
        for (long hours = 24; hours <= 36; hours += 12) {
          long expiryMs = RecordFixture.EPOCH_MS + hours * 3_600_000;
          pool.add(copy(fixture, fixture.mutable(signer, name, "x", sequence, expiryMs)));
          pool.add(copy(fixture, fixture.mutable(signer, name, "y", sequence, expiryMs)));
          pool.add(copy(fixture, fixture.tombstone(signer, name, sequence, expiryMs)));
        }
      }
    }
    return pool;
  }

  private static UnsafeBuffer copy(RecordFixture fixture, int length) {
    assertThat(fixture.check()).isNull();
    byte[] bytes = new byte[length];
    fixture.record.getBytes(0, bytes);
    return new UnsafeBuffer(bytes);
  }

  /** What a fresh holder has in the end, with commits that come at random moments. */
  private static List<UnsafeBuffer> held(
      RecordFixture fixture, List<UnsafeBuffer> arrivals, Random random) {
    RecordIndex index = new RecordIndex(new Limits(), new Id(), random.nextLong());
    HeapStore store = new HeapStore();
    ManualLog log = new ManualLog();
    RecordKeeper keeper =
        new RecordKeeper(
            fixture.time, new Limits(), new Counters(), fixture.keys, index, store, log);
    for (UnsafeBuffer record : arrivals) {
      fixture.header.wrapIfValid(record, 0, record.capacity());
      fixture.summary.read(fixture.header, fixture.keys);
      if (keeper.judge(fixture.summary).ordinal() < Judgement.SAME.ordinal()) {
        assertThat(keeper.write(fixture.summary, record, 0, RecordLog.Durability.WRITTEN, null))
            .isNull();
      }
      if (random.nextBoolean()) {
        keeper.onCommitted(log.lastTicket());
      }
    }
    keeper.onCommitted(log.lastTicket());
    List<UnsafeBuffer> records = new ArrayList<>();
    for (UnsafeBuffer record : arrivals) {
      fixture.header.wrapIfValid(record, 0, record.capacity());
      fixture.summary.read(fixture.header, fixture.keys);
      byte[] bytes = new byte[keeper.read(index.find(fixture.summary))];
      keeper.stored().getBytes(0, bytes);
      UnsafeBuffer copy = new UnsafeBuffer(bytes);
      if (!records.contains(copy)) {
        records.add(copy);
      }
    }
    Collections.sort(records);
    return records;
  }
}
