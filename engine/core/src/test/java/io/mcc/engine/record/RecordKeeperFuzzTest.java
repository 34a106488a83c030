package io.mcc.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mcc.codec.ErrorCode;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Timers;
import io.mcc.engine.fuzz.FuzzDepths;
import io.mcc.engine.record.RecordLog.Durability;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sequences of what happens to records, against plain maps: put, overwritten, deleted, expired,
 * dropped, committed, refused by a full disk, lost with a failed log, read back after a crash. Each
 * operation is four bytes.
 */
// threat 27
class RecordKeeperFuzzTest {
  private static final int SEED_COUNT = 12;
  private static final int OPERATIONS_MAX = 300;
  private static final long NS_PER_MS = 1_000_000;
  private static final long[] LIVES_MS = {1_000, 60_000, 3_600_000, 24 * 3_600_000};

  /** What each run has to have come to, somewhere among the inputs. */
  private enum Depth {
    REPLACED,
    REFUSED,
    COMMITTED,
    LOST,
    EXPIRED,
    RELOADED,
    DOUBTED,
    WAITER_FAILED
  }

  /** Signed once and for all: a signature costs more than a whole run. */
  private static final Map<Integer, byte[]> RECORDS = new HashMap<>();

  private static final FuzzDepths REACHED = new FuzzDepths(Depth.values());

  private RecordFixture fixture;
  private KeeperModel model;
  private final Map<Integer, Long> waiterTickets = new HashMap<>();
  private int waiterCount;
  private long nowMs;
  private boolean failed;

  static Stream<byte[]> seeds() {
    return FuzzDepths.scripts(SEED_COUNT, 80);
  }

  @MethodSource("seeds")
  @FuzzTest
  void shouldHoldWhatTheModelHolds(byte[] input) {
    REACHED.onInput();
    if (input.length == 0) {
      return;
    }
    nowMs = 0;
    failed = false;
    model = new KeeperModel();
    begin((input[0] & 1) != 0);
    ByteBuffer script = ByteBuffer.wrap(input, 1, input.length - 1);
    for (int count = 0; count < OPERATIONS_MAX && script.remaining() >= 4; count++) {
      operate(script.get() & 0xFF, script.get() & 0xFF, script.get() & 0xFF, script.get() & 0xFF);
      model.follow(fixture.log);
      tellWaiters();
      model.requireSame(fixture);
    }
    settle(model.settledTicket() + OPERATIONS_MAX, 0);
    tellWaiters();
    model.requireSame(fixture);
    assertThat(waiterTickets).as("waiters that were never told").isEmpty();
  }

  private void begin(boolean small) {
    Limits limits = new Limits();
    if (small) {
      limits.set(Limit.RECORDS, 16).set(Limit.RECORD_WRITES, 16);
      limits.set(Limit.PUBLISHER_RECORDS, 3).set(Limit.PUBLISHER_BYTES, 2_048);
    }
    fixture = new RecordFixture(limits);
    waiterTickets.clear();
    passTime(0);
  }

  private void operate(int operation, int x, int y, int z) {
    long ticket = model.settledTicket() + 1 + (x & 15);
    switch (operation % 24) {
      case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 -> put(x, y, z);
      case 11, 12, 13 -> settle(ticket, 0);
      case 14, 15 -> settle(ticket, RecordLog.NO_SPACE);
      case 16 -> settle(ticket, y < 64 ? RecordLog.FAILED : 0);
      case 17 -> fixture.log.refusal = failed ? RecordLog.FAILED : -(x & 3) % 3;
      case 18 -> fixture.log.refusal = failed ? RecordLog.FAILED : 0;
      case 19 -> fixture.store.capacity = (x & 1) == 0 ? Integer.MAX_VALUE : y & 15;
      case 20 -> passTime(y);
      case 21 -> passTime(LIVES_MS[x & 3] / (1 + (y & 3)));
      case 22 -> drop(x);
      default -> restart((x & 1) == 0, (y & 1) != 0);
    }
  }

  private void put(int x, int y, int z) {
    int publisher = x & 3;
    byte[] record = RECORDS.computeIfAbsent(x << 16 | y << 8 | z, which -> sign(x, y, z));
    fixture.record.putBytes(0, record);
    assertThat(fixture.header.wrapIfValid(fixture.record, 0, record.length)).isTrue();
    fixture.summary.read(fixture.header, fixture.keys);
    fixture.carrier = (z & 1) == 0 ? null : fixture.self.nodeId();
    if (fixture.policy.checkHeader(
            fixture.header, fixture.time.epochMs(), fixture.keeper.latestEpochMs())
        != null) {
      return;
    }
    Judgement judgement = fixture.keeper.judge(fixture.summary);
    if (judgement.ordinal() >= Judgement.SAME.ordinal()) {
      return;
    }
    REACHED.count(Depth.REPLACED, judgement == Judgement.HIGHER);
    ErrorCode refusal = fixture.keeper.checkRoom(fixture.summary);
    refusal = refusal == null ? write() : refusal;
    REACHED.count(Depth.REFUSED, refusal != null);
    if (refusal == null) {
      fixture.keeper.onReceived(
          fixture.summary, publisher == 0 ? fixture.self.nodeId() : fixture.summary.publisher);
      fixture.expiry.watch();
    }
  }

  private ErrorCode write() {
    WriteWaiter waiter = fixture.keeper.waiters().claim();
    ErrorCode refusal =
        fixture.keeper.write(fixture.summary, fixture.record, 0, Durability.WRITTEN, waiter);
    if (waiter != null && refusal == null) {
      waiter.requestId = waiterCount++;
      waiterTickets.put(waiter.requestId, fixture.log.lastTicket());
    } else if (waiter != null) {
      fixture.keeper.waiters().release(waiter);
    }
    return refusal;
  }

  /** Publisher, kind, name, sequence, value and life are all in three bytes. */
  private static byte[] sign(int x, int y, int z) {
    RecordFixture signing = new RecordFixture();
    RecordSigner signer = (x & 3) == 0 ? signing.self : signing.signer(2 + (x & 3));
    String name = "name-" + (y & 3);
    String value = "v" + (z >> 1 & 3) * 97 + "-".repeat(200 * (z >> 3 & 3));
    long expiryMs = RecordFixture.EPOCH_MS + LIVES_MS[z >> 5 & 3] * (1 + (y >> 5));
    int length =
        switch (x >> 2 & 3) {
          case 0 -> signing.immutable(signer, "text/plain", value.getBytes(), expiryMs);
          case 1 -> signing.tombstone(signer, name, 1 + (y >> 2 & 7), expiryMs);
          default -> signing.mutable(signer, name, value, 1 + (y >> 2 & 7), expiryMs);
        };
    byte[] record = new byte[length];
    signing.record.getBytes(0, record);
    return record;
  }

  /** Ends the writes up to a ticket: 0 commits them. */
  private void settle(long ticket, long failure) {
    long last = Math.min(ticket, fixture.log.lastTicket());
    if (last <= model.settledTicket()) {
      return;
    }
    if (failure == 0 && !failed) {
      fixture.keeper.onCommitted(last);
      model.commit(last, fixture.store.capacity);
      REACHED.count(Depth.COMMITTED, true);
      return;
    }
    failed |= failure == RecordLog.FAILED;
    if (failed) {
      fixture.log.refusal = RecordLog.FAILED;
      fixture.keeper.onFailed(last);
    } else {
      fixture.keeper.onNoSpace(last);
    }
    model.lose(last);
    REACHED.count(Depth.LOST, true);
  }

  /** Each is told once, when its own write has ended, and not before. */
  private void tellWaiters() {
    for (WriteWaiter waiter = fixture.keeper.waiters().pollSettled();
        waiter != null;
        waiter = fixture.keeper.waiters().pollSettled()) {
      Long ticket = waiterTickets.remove(waiter.requestId);
      assertThat(ticket).as("waiter %d", waiter.requestId).isNotNull();
      assertThat(ticket).isLessThanOrEqualTo(model.settledTicket());
      REACHED.count(Depth.WAITER_FAILED, waiter.failure != null);
      fixture.keeper.waiters().release(waiter);
    }
    assertThat(waiterTickets.values()).allMatch(ticket -> ticket > model.settledTicket());
  }

  private void passTime(long durationMs) {
    nowMs += durationMs;
    fixture.time.advance(nowMs * NS_PER_MS, RecordFixture.EPOCH_MS + nowMs);
    int dropped = fixture.log.entries.size();
    while (fixture.timers.pollDue(nowMs * NS_PER_MS) != Timers.NONE) {
      fixture.expiry.onDeadline();
    }
    REACHED.count(Depth.EXPIRED, fixture.log.entries.size() > dropped);
  }

  private void drop(int x) {
    List<UnsafeBuffer> keys = List.copyOf(model.accepted.keySet());
    if (!keys.isEmpty()) {
      fixture.keeper.drop(KeeperModel.slot(fixture, keys.get(x % keys.size())));
    }
  }

  private void restart(boolean lossTold, boolean small) {
    begin(small);
    failed = false;
    model.restart(fixture, lossTold);
    fixture.expiry.watch();
    REACHED.count(Depth.RELOADED, model.diskCount() > 0);
    REACHED.count(Depth.DOUBTED, fixture.index.doubts().count() > 0);
  }

  @AfterAll
  static void shouldHaveReachedEveryDepth() throws Exception {
    REACHED.requireAll(RecordKeeperFuzzTest.class, "shouldHoldWhatTheModelHolds", SEED_COUNT);
  }
}
