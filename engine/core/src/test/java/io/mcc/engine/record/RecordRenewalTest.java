package io.mcc.engine.record;

import static io.mcc.engine.record.RecordFixture.EPOCH_MS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Threat 27: what was signed while the clock was far ahead doesn't stay untaken. */
class RecordRenewalTest {
  private static final long HOUR_MS = 3_600_000;
  private static final long AHEAD_MS = 2 * HOUR_MS;
  private static final long DOUBT_MS = RecordClock.DOUBT_NS / 1_000_000;

  private final RecordFixture fixture = new RecordFixture();
  private final RecordRenewal renewal = new RecordRenewal(fixture.parts());

  /** A tombstone of this node's own, signed by a clock that showed so much too much. */
  private int signedAhead(long aheadMs) {
    at(0, aheadMs);
    fixture.tombstone(fixture.self, "n", 1, EPOCH_MS + aheadMs + RecordPolicy.TOMBSTONE_TTL_MS);
    fixture.putAndCommit();
    return fixture.index.find(fixture.summary);
  }

  private void at(long elapsedMs, long aheadMs) {
    fixture.time.advance(elapsedMs * 1_000_000, EPOCH_MS + elapsedMs + aheadMs);
    fixture.keeper.latestEpochMs();
  }

  private int shorten(int slot) {
    int entryCount = fixture.log.entries.size();
    renewal.shortenIfTooLong(slot);
    fixture.keeper.onCommitted(fixture.log.lastTicket());
    return fixture.log.entries.size() - entryCount;
  }

  @Test
  void shouldSignAgainWhatNobodyTakesOnceTheClockIsBelieved() {
    int slot = signedAhead(AHEAD_MS);
    assertThat(shorten(slot)).isZero();
    at(1, 0);
    assertThat(fixture.keeper.pollClockStep()).isFalse();
    assertThat(shorten(slot)).isZero();
    at(1 + DOUBT_MS, 0);
    assertThat(fixture.keeper.pollClockStep()).isTrue();
    assertThat(fixture.keeper.pollClockStep()).isFalse();
    assertThat(shorten(slot)).isOne();
    assertThat(fixture.index.expiryMs(slot))
        .isEqualTo(fixture.time.epochMs() + RecordPolicy.TOMBSTONE_TTL_MS);
    assertThat(fixture.index.own().isUnshared(slot)).isTrue();
    fixture.keeper.read(slot);
    fixture.header.wrapIfValid(fixture.keeper.stored(), 0, fixture.summary.length);
    fixture.summary.read(fixture.header, fixture.keys);
    assertThat(fixture.check()).isNull();
    assertThat(shorten(slot)).isZero();
  }

  @Test
  void shouldLeaveATombstoneItsLifeWhereTheClockIsLateForAMoment() {
    int slot = signedAhead(0);
    at(1, -AHEAD_MS);
    assertThat(shorten(slot)).isZero();
  }

  @Test
  void shouldNotSignAgainWhatIsBeingReplaced() {
    int slot = signedAhead(AHEAD_MS);
    at(1, 0);
    at(1 + DOUBT_MS, 0);
    fixture.mutable(fixture.self, "n", "newer", 2, EPOCH_MS + AHEAD_MS + 49 * HOUR_MS);
    fixture.put();
    assertThat(shorten(slot)).isZero();
    assertThat(fixture.index.sequence(slot)).isEqualTo(2);
  }
}
