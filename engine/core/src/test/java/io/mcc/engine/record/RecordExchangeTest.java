package io.mcc.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.engine.base.Limits;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.record.RecordLog.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Threat 27: several stores, which get one name's records in whatever order, each some of them and
 * some twice, never go down, and all hold the highest once each has told each.
 */
class RecordExchangeTest {
  private static final long SEED = 28;
  private static final int HISTORY_COUNT = Boolean.getBoolean("mcc.test.full") ? 10_000 : 2_000;
  private static final int STORE_COUNT = 4;
  private static final int ARRIVAL_COUNT = 12;

  private final RecordFixture fixture = new RecordFixture();
  private final RecordHeader header = new RecordHeader();
  private final RecordSummary arrived = new RecordSummary();

  /** A holder, and the place in the order that it had last. */
  private final class Store {
    final RecordIndex index = new RecordIndex(new Limits(), new Id(), SEED);
    final ManualLog log = new ManualLog();
    final RecordKeeper keeper =
        new RecordKeeper(
            fixture.time, new Limits(), new Counters(), fixture.keys, index, new HeapStore(), log);
    final RecordSummary last = new RecordSummary();
    boolean holds;

    void take(UnsafeBuffer record) {
      header.wrapIfValid(record, 0, record.capacity());
      arrived.read(header, fixture.keys);
      if (keeper.judge(arrived).ordinal() < Judgement.SAME.ordinal()) {
        assertThat(keeper.write(arrived, record, 0, Durability.WRITTEN, null)).isNull();
      }
      RecordSummary now = index.read(index.find(arrived), new RecordSummary());
      assertThat(!holds || now.compareOrder(last) >= 0).isTrue();
      last.set(now);
      holds = true;
    }

    UnsafeBuffer held() {
      keeper.onCommitted(log.lastTicket());
      byte[] bytes = new byte[keeper.read(index.find(last))];
      keeper.stored().getBytes(0, bytes);
      return new UnsafeBuffer(bytes);
    }
  }

  @Test
  void shouldAgreeOnTheHighestOnceEachHasToldEach() {
    List<UnsafeBuffer> pool = signedPool();
    Random random = new Random(SEED);
    for (int history = 0; history < HISTORY_COUNT; history++) {
      List<Store> stores = new ArrayList<>();
      for (int i = 0; i < STORE_COUNT; i++) {
        stores.add(new Store());
      }
      UnsafeBuffer highest = null;
      for (int i = 0; i < ARRIVAL_COUNT; i++) {
        UnsafeBuffer record = pool.get(random.nextInt(pool.size()));
        stores.get(random.nextInt(STORE_COUNT)).take(record);
        highest = highest == null || isAbove(record, highest) ? record : highest;
      }
      exchange(stores, random);
      for (Store store : stores) {
        assertThat(store.held()).as("history %d, seed %d", history, SEED).isEqualTo(highest);
      }
    }
    System.out.printf(
        "exchange: seed %d, %d histories over %d stores agree%n", SEED, HISTORY_COUNT, STORE_COUNT);
  }

  private boolean isAbove(UnsafeBuffer a, UnsafeBuffer b) {
    header.wrapIfValid(b, 0, b.capacity());
    RecordSummary other = new RecordSummary().read(header, fixture.keys);
    header.wrapIfValid(a, 0, a.capacity());
    return arrived.read(header, fixture.keys).compareOrder(other) > 0;
  }

  /** Around the ring twice, from a random store on: then everybody has heard of everything. */
  private static void exchange(List<Store> stores, Random random) {
    int start = random.nextInt(STORE_COUNT);
    for (int step = 0; step < 2 * STORE_COUNT; step++) {
      Store from = stores.get((start + step) % STORE_COUNT);
      if (from.holds) {
        stores.get((start + step + 1) % STORE_COUNT).take(from.held());
      }
    }
  }

  /** One name: rollbacks, forks, signing again and deletion. */
  private List<UnsafeBuffer> signedPool() {
    List<UnsafeBuffer> pool = new ArrayList<>();
    RecordSigner signer = fixture.signer(2);
    for (long sequence = 1; sequence <= 4; sequence++) {
      for (long hours = 24; hours <= 36; hours += 12) {
        long expiryMs = RecordFixture.EPOCH_MS + hours * 3_600_000;
        pool.add(copy(fixture.mutable(signer, "n", "x", sequence, expiryMs)));
        pool.add(copy(fixture.mutable(signer, "n", "y", sequence, expiryMs)));
        pool.add(copy(fixture.tombstone(signer, "n", sequence, expiryMs)));
      }
    }
    return pool;
  }

  private UnsafeBuffer copy(int length) {
    byte[] bytes = new byte[length];
    fixture.record.getBytes(0, bytes);
    return new UnsafeBuffer(bytes);
  }
}
