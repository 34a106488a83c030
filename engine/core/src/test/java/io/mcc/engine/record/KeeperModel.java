package io.mcc.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.StoreKey;
import io.mcc.engine.base.Limit;
import io.mcc.engine.record.RecordLog.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a keeper has to hold, in plain maps: driven by the entries that it hands to its log and by
 * what becomes of them, never by what it says of itself.
 */
final class KeeperModel {
  /** An entry of the log; no record where it removes. */
  private record Write(long ticket, UnsafeBuffer storeKey, UnsafeBuffer record) {}

  /** What was accepted last. */
  final Map<UnsafeBuffer, UnsafeBuffer> accepted = new LinkedHashMap<>();

  /** What the store holds: what was committed last. */
  private final Map<UnsafeBuffer, UnsafeBuffer> stored = new HashMap<>();

  private final ArrayDeque<Write> pending = new ArrayDeque<>();

  /** The committed entries, in their order: what a restart is given. */
  private final List<Write> disk = new ArrayList<>();

  private final RecordHeader header = new RecordHeader();
  private final RecordSummary summary = new RecordSummary();
  private int seenCount;
  private long settledTicket;

  long settledTicket() {
    return settledTicket;
  }

  int diskCount() {
    return disk.size();
  }

  /** Takes note of what was appended to the log. */
  void follow(ManualLog log) {
    for (; seenCount < log.entries.size(); seenCount++) {
      ManualLog.Entry entry = log.entries.get(seenCount);
      boolean puts = entry.change() == Change.PUT;
      UnsafeBuffer record = puts ? entry.record() : null;
      pending.add(new Write(seenCount + 1L, entry.storeKey(), record));
      apply(accepted, entry.storeKey(), record);
    }
  }

  private static void apply(
      Map<UnsafeBuffer, UnsafeBuffer> records, UnsafeBuffer storeKey, UnsafeBuffer record) {
    records.remove(storeKey);
    if (record != null) {
      records.put(storeKey, record);
    }
  }

  /**
   * Everything up to a ticket was committed.
   *
   * @param capacity records that the store takes; what is beyond is lost to this life
   */
  void commit(long ticket, int capacity) {
    for (Write write = poll(ticket); write != null; write = poll(ticket)) {
      disk.add(write);
      if (write.record() == null
          || stored.containsKey(write.storeKey())
          || stored.size() < capacity) {
        apply(stored, write.storeKey(), write.record());
      } else {
        revert(write.storeKey());
      }
    }
  }

  /** Nothing up to a ticket was committed; what was to be removed is gone all the same. */
  void lose(long ticket) {
    for (Write write = poll(ticket); write != null; write = poll(ticket)) {
      if (write.record() == null) {
        stored.remove(write.storeKey());
      } else {
        revert(write.storeKey());
      }
    }
  }

  private Write poll(long ticket) {
    boolean due = !pending.isEmpty() && pending.peek().ticket() <= ticket;
    settledTicket = due ? pending.peek().ticket() : settledTicket;
    return due ? pending.poll() : null;
  }

  private void revert(UnsafeBuffer storeKey) {
    if (pending.stream().noneMatch(write -> write.storeKey().equals(storeKey))) {
      apply(accepted, storeKey, stored.get(storeKey));
    }
  }

  /** The node died; another one is given what is on the disk. */
  void restart(RecordFixture fixture, boolean lossTold) {
    pending.clear();
    accepted.clear();
    stored.clear();
    seenCount = 0;
    settledTicket = 0;
    for (int index = 0; index < disk.size(); index++) {
      if (lossTold && index == disk.size() / 2) {
        fixture.loader.onEntriesLost();
      }
      load(fixture, disk.get(index));
    }
    fixture.loader.end(lossTold, lossTold);
  }

  private void load(RecordFixture fixture, Write write) {
    UnsafeBuffer record = write.record();
    int length = record == null ? 0 : record.capacity();
    fixture.loader.load(write.storeKey(), 0, length == 0 ? write.storeKey() : record, 0, length);
    apply(stored, write.storeKey(), record);
    apply(accepted, write.storeKey(), record);
  }

  private long expiryMs(UnsafeBuffer record) {
    assertThat(header.wrapIfValid(record, 0, record.capacity())).isTrue();
    return header.expiryMs();
  }

  /** Compares a keeper's index, store, quotas and limits with what they have to be. */
  void requireSame(RecordFixture fixture) {
    assertThat(fixture.index.count()).isEqualTo(accepted.size());
    long byteCount = 0;
    Map<Id, long[]> publishers = new HashMap<>();
    for (Map.Entry<UnsafeBuffer, UnsafeBuffer> entry : accepted.entrySet()) {
      requireIndexed(fixture, entry.getKey(), entry.getValue());
      byteCount += entry.getValue().capacity();
      long[] held = publishers.computeIfAbsent(summary.publisher.copy(), id -> new long[2]);
      held[0]++;
      held[1] += entry.getValue().capacity();
    }
    assertThat(fixture.limits.used(Limit.RECORDS)).isEqualTo(accepted.size());
    assertThat(fixture.limits.used(Limit.RECORD_BYTES)).isEqualTo(byteCount);
    assertThat(fixture.limits.used(Limit.RECORD_WRITES)).isEqualTo(pending.size());
    publishers.forEach(
        (id, held) -> {
          int slot = fixture.index.quotas().find(id);
          assertThat((long) fixture.index.quotas().recordCount(slot)).isEqualTo(held[0]);
          assertThat(fixture.index.quotas().byteCount(slot)).isEqualTo(held[1]);
        });
    assertThat(fixture.store.count()).isEqualTo(stored.size());
  }

  private void requireIndexed(RecordFixture fixture, UnsafeBuffer storeKey, UnsafeBuffer record) {
    assertThat(header.wrapIfValid(record, 0, record.capacity())).isTrue();
    summary.read(header, fixture.keys);
    int slot = slot(fixture, storeKey);
    assertThat(slot).isNotEqualTo(RecordIndex.NONE);
    RecordSummary held = fixture.index.read(slot, new RecordSummary());
    assertThat(held.compareOrder(summary)).isZero();
    assertThat(held.expiryMs).isEqualTo(summary.expiryMs);
    assertThat(held.publisher).isEqualTo(summary.publisher);
    assertThat(held.length).isEqualTo(record.capacity());
    requireReadable(fixture, slot, stored.get(storeKey));
  }

  static int slot(RecordFixture fixture, UnsafeBuffer storeKey) {
    return fixture.index.find(
        StoreKey.kind(storeKey, 0),
        StoreKey.key(storeKey, 0, new Id()),
        StoreKey.publisher(storeKey, 0, new Id()));
  }

  /** What is read is what was committed last, as long as it lives; or nothing. */
  private void requireReadable(RecordFixture fixture, int slot, UnsafeBuffer written) {
    boolean live = written != null && expiryMs(written) > fixture.keeper.latestEpochMs();
    int length = fixture.keeper.readUnconfirmed(slot);
    assertThat(length).isEqualTo(live ? written.capacity() : RecordStore.NOT_FOUND);
    if (live) {
      assertThat(new UnsafeBuffer(fixture.keeper.stored(), 0, length)).isEqualTo(written);
    }
  }
}
