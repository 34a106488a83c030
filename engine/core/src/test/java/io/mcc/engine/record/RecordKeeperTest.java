package io.mcc.engine.record;

import static io.mcc.engine.record.RecordFixture.EPOCH_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.ErrorCode;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Timers;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.record.RecordLog.Change;
import org.junit.jupiter.api.Test;

class RecordKeeperTest {
  private static final long EXPIRY_MS = EPOCH_MS + 24 * 3_600_000;

  private final RecordFixture fixture = new RecordFixture();
  private final RecordSigner signer = fixture.signer(2);

  @Test
  void shouldStoreOnlyWhatIsCommittedAndJudgeAgainstWhatIsPending() {
    fixture.mutable(signer, "n", "two", 2, EXPIRY_MS);
    assertThat(fixture.put()).isNull();
    assertThat(fixture.store.count()).isZero();
    assertThat(fixture.keeper.judge(fixture.summary)).isEqualTo(Judgement.SAME);
    fixture.mutable(signer, "n", "one", 1, EXPIRY_MS);
    assertThat(fixture.keeper.judge(fixture.summary)).isEqualTo(Judgement.LOWER);
    fixture.keeper.onCommitted(fixture.log.lastTicket());
    assertThat(fixture.store.count()).isEqualTo(1);
    fixture.mutable(signer, "n", "two", 2, EXPIRY_MS + 1);
    assertThat(fixture.keeper.judge(fixture.summary)).isEqualTo(Judgement.LONGER);
  }

  @Test
  void shouldTellWaitersOnceTheirOwnWriteIsCommitted() {
    WriteWaiter first = waiterOf("a");
    WriteWaiter second = waiterOf("b");
    assertThat(fixture.keeper.waiters().pollSettled()).isNull();
    fixture.keeper.onCommitted(1);
    assertThat(fixture.keeper.waiters().pollSettled()).isSameAs(first);
    assertThat(fixture.keeper.waiters().pollSettled()).isNull();
    fixture.keeper.onNoSpace(2);
    assertThat(fixture.keeper.waiters().pollSettled()).isSameAs(second);
    assertThat(second.failure).isEqualTo(ErrorCode.NO_SPACE);
    assertThat(fixture.index.count()).isEqualTo(1);
    assertThat(fixture.keeper.isWritable()).isFalse();
  }

  private WriteWaiter waiterOf(String name) {
    fixture.mutable(signer, name, "value", 1, EXPIRY_MS);
    WriteWaiter waiter = fixture.keeper.waiters().claim();
    fixture.keeper.write(fixture.summary, fixture.record, 0, RecordLog.Durability.WRITTEN, waiter);
    return waiter;
  }

  @Test
  void shouldGoBackToWhatIsStoredWhereAWriteFails() {
    fixture.mutable(signer, "n", "one", 1, EXPIRY_MS);
    fixture.putAndCommit();
    fixture.mutable(signer, "n", "two", 2, EXPIRY_MS);
    fixture.put();
    fixture.keeper.onNoSpace(fixture.log.lastTicket());
    assertThat(fixture.keeper.heldSequence(fixture.summary)).isEqualTo(1);
    assertThat(fixture.keeper.judge(fixture.summary)).isEqualTo(Judgement.HIGHER);
    assertThat(fixture.index.quotas().recordCount(fixture.index.quotas().find(signer.nodeId())))
        .isEqualTo(1);
  }

  @Test
  void shouldNameAFullLogAndAFullDisk() {
    fixture.mutable(signer, "n", "one", 1, EXPIRY_MS);
    fixture.log.refusal = RecordLog.FULL;
    assertThat(fixture.put()).isEqualTo(ErrorCode.OVERLOADED);
    fixture.log.refusal = RecordLog.NO_SPACE;
    assertThat(fixture.put()).isEqualTo(ErrorCode.NO_SPACE);
    fixture.log.refusal = 0;
    fixture.store.capacity = 0;
    WriteWaiter waiter = waiterOf("n");
    fixture.keeper.onCommitted(fixture.log.lastTicket());
    assertThat(fixture.keeper.waiters().pollSettled()).isSameAs(waiter);
    assertThat(waiter.failure).isEqualTo(ErrorCode.NO_SPACE);
    assertThat(fixture.index.count()).isZero();
  }

  @Test
  void shouldHoldEveryPublisherToItsQuotaButNotThisNode() {
    RecordFixture small = new RecordFixture(RecordFixture.limits(Limit.PUBLISHER_RECORDS, 2));
    RecordSigner other = small.signer(2);
    assertThat(put(small, other, "a")).isNull();
    assertThat(put(small, other, "b")).isNull();
    assertThat(put(small, other, "c")).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
    assertThat(put(small, small.signer(3), "c")).isNull();
    assertThat(put(small, small.self, "a")).isNull();
    assertThat(put(small, small.self, "b")).isNull();
    assertThat(put(small, small.self, "c")).isNull();
    RecordFixture bytes = new RecordFixture(RecordFixture.limits(Limit.PUBLISHER_BYTES, 1_024));
    bytes.mutable(other, "a", "x".repeat(1_000), 1, EXPIRY_MS);
    assertThat(bytes.put()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
  }

  private static ErrorCode put(RecordFixture fixture, RecordSigner signer, String name) {
    fixture.mutable(signer, name, "value", 1, EXPIRY_MS);
    return fixture.putAndCommit();
  }

  @Test
  void shouldHoldEveryPublisherToItsRate() {
    for (int sequence = 1; sequence <= 100; sequence++) {
      fixture.mutable(signer, "n", "value", sequence, EXPIRY_MS);
      assertThat(fixture.putAndCommit()).as("write %d", sequence).isNull();
    }
    fixture.mutable(signer, "n", "value", 101, EXPIRY_MS);
    assertThat(fixture.putAndCommit()).isEqualTo(ErrorCode.RATE_EXCEEDED);
    fixture.time.advance(600_000_000, EPOCH_MS);
    assertThat(fixture.putAndCommit()).isNull();
  }

  @Test
  void shouldHoldTheStoreToItsBudget() {
    RecordFixture small = new RecordFixture(RecordFixture.limits(Limit.RECORDS, 16));
    for (int i = 0; i < 16; i++) {
      assertThat(put(small, small.self, "n" + i)).isNull();
    }
    assertThat(put(small, small.self, "n16")).isEqualTo(ErrorCode.NO_SPACE);
    assertThat(small.limits.used(Limit.RECORDS)).isEqualTo(16);
  }

  @Test
  void shouldRemoveWhatHasExpiredAndReviveNothing() {
    for (int i = 0; i < 200; i++) {
      fixture.mutable(fixture.self, "n" + i, "value", EPOCH_MS, EPOCH_MS + 1_000 + i);
      fixture.putAndCommit();
      fixture.expiry.watch();
    }
    fixture.time.advance(1_099_000_000, EPOCH_MS + 1_099);
    runTimers();
    assertThat(fixture.index.count()).isEqualTo(100);
    assertThat(fixture.store.count()).isEqualTo(100);
    assertThat(fixture.log.entries.get(200).change()).isEqualTo(Change.REMOVE);
    fixture.time.advance(1_100_000_000, EPOCH_MS);
    fixture.mutable(fixture.self, "n0", "value", 1, EPOCH_MS + 1_000);
    assertThat(fixture.check()).isEqualTo(ErrorCode.EXPIRED);
    fixture.time.advance(2_000_000_000, EPOCH_MS + 2_000);
    runTimers();
    assertThat(fixture.index.count()).isZero();
    assertThat(fixture.timers.count()).isZero();
    assertThat(fixture.counters.value(EngineCounter.RECORDS_EXPIRED)).isEqualTo(200);
  }

  private void runTimers() {
    for (int step = 0; step < 10; step++) {
      fixture.time.advance(fixture.time.nowNs() + 100_000, fixture.time.epochMs());
      if (fixture.timers.pollDue(fixture.time.nowNs()) != Timers.NONE) {
        fixture.expiry.onDeadline();
        fixture.keeper.onCommitted(fixture.log.lastTicket());
      }
      fixture.time.advance(fixture.time.nowNs() + 900_000, fixture.time.epochMs());
    }
  }

  @Test
  void shouldLoadWhatTheLogRemembers() {
    fixture.mutable(signer, "kept", "one", 1, EXPIRY_MS);
    fixture.putAndCommit();
    fixture.mutable(signer, "kept", "two", 2, EXPIRY_MS);
    fixture.putAndCommit();
    fixture.mutable(signer, "short", "x", 1, EPOCH_MS + 1);
    fixture.putAndCommit();
    fixture.mutable(signer, "dropped", "x", 1, EXPIRY_MS);
    fixture.putAndCommit();
    fixture.keeper.drop(fixture.index.find(fixture.summary));
    RecordFixture restarted = new RecordFixture();
    restarted.time.advance(0, EPOCH_MS + 1);
    for (ManualLog.Entry entry : fixture.log.entries) {
      restarted.loader.load(entry.storeKey(), 0, entry.record(), 0, entry.record().capacity());
    }
    assertThat(restarted.index.count()).isEqualTo(2);
    assertThat(restarted.store.count()).isEqualTo(2);
    fixture.mutable(signer, "short", "x", 1, EPOCH_MS + 1);
    assertThat(restarted.keeper.isLive(restarted.index.find(fixture.summary))).isFalse();
    restarted.mutable(signer, "kept", "two", 2, EXPIRY_MS);
    assertThat(restarted.keeper.judge(restarted.summary)).isEqualTo(Judgement.SAME);
  }
}
