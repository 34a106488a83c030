package io.mcc.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A log that holds more than fits. */
class LoadRoomTest {
  private static final long EXPIRY_MS = RecordFixture.EPOCH_MS + 1_000_000;

  private final RecordFixture author = new RecordFixture();
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(Id key, boolean own, UnsafeBuffer storeKey, UnsafeBuffer record) {}

  private void add(int signer, String name, String value) {
    RecordSigner by = signer == 1 ? author.self : author.signer(signer);
    int length = author.mutable(by, name, value, 1, EXPIRY_MS);
    UnsafeBuffer storeKey = new UnsafeBuffer(new byte[RecordStore.STORE_KEY_LENGTH]);
    author.summary.writeStoreKey(storeKey, 0);
    byte[] record = new byte[length];
    author.record.getBytes(0, record);
    Id key = new Id().set(author.summary.key);
    entries.add(new Entry(key, signer == 1, storeKey, new UnsafeBuffer(record)));
  }

  private RecordFixture load(Limits limits) {
    RecordFixture fixture = new RecordFixture(limits);
    for (Entry entry : entries) {
      load(fixture, entry, entry.record.capacity());
    }
    return fixture;
  }

  private static void load(RecordFixture fixture, Entry entry, int length) {
    fixture.loader.load(entry.storeKey, 0, entry.record, 0, length);
  }

  private boolean isHeld(RecordFixture fixture, Entry entry) {
    UnsafeBuffer target = new UnsafeBuffer(new byte[RecordStore.RECORD_LENGTH_MAX]);
    boolean stored = fixture.store.read(entry.storeKey, 0, target, 0) != RecordStore.NOT_FOUND;
    assertThat(fixture.loader.isHeld(entry.storeKey, 0)).isEqualTo(stored);
    return stored;
  }

  private List<Entry> othersByDistance() {
    Id own = author.self.nodeId();
    Comparator<Entry> order =
        (left, right) -> {
          for (int word = 0; word < 4; word++) {
            long a = left.key.word(word) ^ own.word(word);
            long b = right.key.word(word) ^ own.word(word);
            if (a != b) {
              return Long.compareUnsigned(a, b);
            }
          }
          return 0;
        };
    return entries.stream().filter(entry -> !entry.own).sorted(order).toList();
  }

  private void assertNearestHeld(RecordFixture fixture, int count) {
    List<Entry> others = othersByDistance();
    for (int i = 0; i < others.size(); i++) {
      assertThat(isHeld(fixture, others.get(i))).as("number " + i).isEqualTo(i < count);
    }
    entries.stream().filter(Entry::own).forEach(own -> assertThat(isHeld(fixture, own)).isTrue());
    assertThat(fixture.loader.givenUpCount()).isEqualTo(others.size() - count);
    assertThat(fixture.limits.exceeded()).isNull();
  }

  @Test
  void shouldKeepItsOwnAndTheNearestOfOthersWhereNumbersLack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      add(i % 10 == 0 ? 1 : 2 + random.nextInt(5), "name-" + i, "value");
    }
    assertNearestHeld(load(RecordFixture.limits(Limit.RECORDS, 20)), 14);
  }

  @Test
  void shouldGoByBytesToo() {
    String value = "x".repeat(60_000);
    for (int i = 0; i < 30; i++) {
      add(i % 10 == 0 ? 1 : 2, "name-" + i, value);
    }
    int length = entries.get(0).record.capacity();
    Limits limits = RecordFixture.limits(Limit.RECORD_BYTES, 1 << 20);
    assertNearestHeld(load(limits), (1 << 20) / length - 3);
  }

  @Test
  void shouldGoByPublishersToo() {
    for (int i = 1; i < 40; i++) {
      add(i, "name", "value");
    }
    assertNearestHeld(load(RecordFixture.limits(Limit.PUBLISHERS, 16)), 15);
  }

  @Test
  void shouldLeaveRoomForWhatIsWrittenNext() {
    for (int i = 0; i < 400; i++) {
      add(2, "name-" + i, "value");
    }
    RecordFixture fixture = load(RecordFixture.limits(Limit.RECORDS, 320));
    fixture.loader.leaveSpareRoom();
    assertNearestHeld(fixture, 300);
    RecordFixture whole = load(RecordFixture.limits(Limit.RECORDS, 400));
    whole.loader.leaveSpareRoom();
    assertNearestHeld(whole, 400);
  }

  @Test
  void shouldUseTheRoomThatRemovalsLeave() {
    for (int i = 0; i < 40; i++) {
      add(2, "name-" + i, "value");
    }
    RecordFixture fixture = load(RecordFixture.limits(Limit.RECORDS, 16));
    List<Entry> others = othersByDistance();
    others.subList(0, 8).forEach(entry -> load(fixture, entry, 0));
    assertThat(fixture.index.count()).isEqualTo(8);
    others.subList(20, 28).forEach(entry -> load(fixture, entry, entry.record.capacity()));
    assertThat(fixture.index.count()).isEqualTo(16);
    load(fixture, others.get(0), others.get(0).record.capacity());
    assertThat(isHeld(fixture, others.get(0))).isTrue();
    assertThat(isHeld(fixture, others.get(27))).isFalse();
  }

  @Test
  void shouldLeaveOwnRecordsInTheLogWhereEvenTheyAreTooMany() {
    for (int i = 0; i < 20; i++) {
      add(1, "name-" + i, "value");
    }
    RecordFixture fixture = load(RecordFixture.limits(Limit.RECORDS, 16));
    assertThat(fixture.index.count()).isEqualTo(16);
    assertThat(fixture.loader.ownLeftOutCount()).isEqualTo(4);
    assertThat(fixture.loader.givenUpCount()).isZero();
  }
}
