package io.mcc.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.codec.StoreKey;
import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.RecordLog.Durability;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The simulated disk shows its watch every change in order, however many are committed at once. */
class HeapRecordLogTest {
  private final UnsafeBuffer storeKey = new UnsafeBuffer(new byte[StoreKey.LENGTH]);
  private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[RecordHeader.LENGTH_MAX]);
  private final RecordHeader header = new RecordHeader();
  private final HeapRecordLog log =
      new HeapRecordLog(0, new RecordWatch(new VirtualTime()), () -> {});

  HeapRecordLogTest() {
    StoreKey.write(storeKey, 0, RecordKind.MUTABLE, new Id(), new Id());
  }

  private void put(long sequence) {
    header.wrap(bytes, 0).kind(RecordKind.MUTABLE).valueLength(0).sequence(sequence);
    header.expiryMs(Swarm.EPOCH_START_MS + 3_600_000).contentType("").name("name");
    log.append(Change.PUT, Durability.WRITTEN, storeKey, 0, bytes, 0, header.length());
  }

  private void remove() {
    log.append(Change.REMOVE, Durability.WRITTEN, storeKey, 0, storeKey, 0, 0);
  }

  @Test
  void shouldAllowAnOlderVersionOfWhatWasGivenUpAMomentBefore() {
    put(7);
    log.commit();
    remove();
    put(5);
    log.commit();
    assertThat(log.disk()).hasSize(1);
    assertThat(log.syncedSequence(StoredKey.read(storeKey, 0))).isEqualTo(-1);
  }

  @Test
  void shouldNoticeThatADiskGoesBack() {
    put(7);
    log.commit();
    put(5);
    assertThatThrownBy(log::commit).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void shouldNoticeThatADiskGoesBackWithinOneCommit() {
    put(7);
    put(5);
    assertThatThrownBy(log::commit).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void shouldAllowAnOlderVersionAfterARemovalThatFailed() {
    put(7);
    log.commit();
    remove();
    put(5);
    log.fail();
    put(6);
    log.commit();
    assertThat(log.disk()).hasSize(1);
  }
}
