package io.mcc.engine.record.chronicle;

import static io.mcc.engine.record.RecordStore.NOT_FOUND;
import static io.mcc.engine.record.RecordStore.RECORD_LENGTH_MAX;
import static io.mcc.engine.record.RecordStore.STORE_KEY_LENGTH;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChronicleRecordStoreTest {
  private final UnsafeBuffer key = new UnsafeBuffer(new byte[STORE_KEY_LENGTH + 3]);
  private final UnsafeBuffer target = new UnsafeBuffer(new byte[RECORD_LENGTH_MAX + 5]);

  @Property(tries = 20)
  void shouldAgreeWithAMapOverRandomHistories(
      @ForAll final long seed, @ForAll @IntRange(min = 1, max = 60) final int keys) {
    final Random random = new Random(seed);
    final Map<Integer, byte[]> model = new HashMap<>();
    try (ChronicleRecordStore store = new ChronicleRecordStore(1000, 30_000_000)) {
      for (int step = 0; step < 500; step++) {
        final int number = random.nextInt(keys);
        switch (random.nextInt(4)) {
          case 0, 1 -> {
            final byte[] record = randomRecord(random);
            assertThat(put(store, number, record)).isTrue();
            model.put(number, record);
          }
          case 2 -> {
            store.remove(key(number), 3);
            model.remove(number);
          }
          default -> assertThat(read(store, number)).isEqualTo(model.get(number));
        }
        assertThat(store.count()).isEqualTo(model.size());
      }
      for (int number = 0; number < keys; number++) {
        assertThat(read(store, number)).isEqualTo(model.get(number));
      }
    }
  }

  @Test
  void shouldRefuseARecordBeyondItsNumberAndKeepTheOthers() {
    try (ChronicleRecordStore store = new ChronicleRecordStore(3, 2_100)) {
      for (int number = 0; number < 3; number++) {
        assertThat(put(store, number, new byte[] {(byte) number})).isTrue();
      }
      assertThat(put(store, 3, new byte[1])).isFalse();
      assertThat(read(store, 3)).isNull();
      assertThat(put(store, 2, new byte[] {7, 7})).isTrue();
      assertThat(read(store, 2)).containsExactly(7, 7);
      store.remove(key(0), 3);
      assertThat(put(store, 3, new byte[1])).isTrue();
    }
  }

  @Test
  void shouldRefuseALongerRecordBeyondItsBytesAndKeepTheOneStored() {
    try (ChronicleRecordStore store = new ChronicleRecordStore(10, 7_000)) {
      assertThat(put(store, 1, new byte[5000])).isTrue();
      assertThat(put(store, 1, new byte[9000])).isFalse();
      assertThat(put(store, 2, new byte[5000])).isFalse();
      assertThat(read(store, 1)).hasSize(5000);
      store.remove(key(1), 3);
      assertThat(store.bytesUsed()).isZero();
      assertThat(put(store, 2, new byte[5000])).isTrue();
    }
  }

  /** Churn of the most uneven lengths, always at the bounds: the map itself must not run full. */
  @ParameterizedTest
  @ValueSource(ints = {50, 3000, 20_000, 70_000})
  void shouldNeverOverflowTheMapInsideTheBounds(final int records) {
    final long seed = System.nanoTime();
    final Random random = new Random(seed);
    final int steps = Boolean.getBoolean("mcc.test.full") ? 2_000_000 : 30_000 + 2 * records;
    try (ChronicleRecordStore store = new ChronicleRecordStore(records, 700L * records)) {
      int refused = 0;
      for (int step = 0; step < steps; step++) {
        final int number = random.nextInt(2 * records);
        if (random.nextInt(5) == 0) {
          store.remove(key(number), 3);
        } else {
          final int length = random.nextInt(20) == 0 ? RECORD_LENGTH_MAX : random.nextInt(900);
          refused += store.put(key(number), 3, target, 0, length) ? 0 : 1;
        }
      }
      assertThat(refused).as("seed %d", seed).isPositive();
      assertThat(store.overflowCount()).as("seed %d", seed).isZero();
      assertThat(store.bytesUsed()).isLessThanOrEqualTo(store.bytesMax());
    }
  }

  /** The index looks at both bounds before anything is written: the store must keep to them. */
  @ParameterizedTest
  @CsvSource({"1000, 1000000", "20, 1300000", "4000, 40000", "300, 1048576"})
  void shouldTakeWhateverIsWithinBothBounds(final int records, final int bytes) {
    final long seed = System.nanoTime();
    final Random random = new Random(seed);
    try (ChronicleRecordStore store = new ChronicleRecordStore(records, bytes)) {
      int left = bytes;
      for (int number = 0; number < records; number++) {
        final int most = Math.min(RECORD_LENGTH_MAX, Math.min(left, 2 * bytes / records));
        final int length =
            number == records - 1 ? Math.min(left, RECORD_LENGTH_MAX) : random.nextInt(most + 1);
        assertThat(store.put(key(number), 3, target, 0, length)).as("seed %d", seed).isTrue();
        left -= length;
      }
      assertThat(store.overflowCount()).isZero();
      assertThat(store.bytesUsed()).isLessThan(ChronicleRecordStore.memoryBytes(records, bytes));
    }
  }

  @Test
  void shouldReadPutAndRemoveWithoutAllocation() {
    final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (ChronicleRecordStore store = new ChronicleRecordStore(1000, 700_000)) {
      for (int round = 0; round < 20_000; round++) {
        useOnce(store, round);
      }
      final long before = threads.getCurrentThreadAllocatedBytes();
      for (int round = 0; round < 20_000; round++) {
        useOnce(store, round);
      }
      final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      // A stray compilation or class load may allocate a little; one object a call is 320,000.
      assertThat(allocated).isLessThan(20_000);
    }
  }

  private void useOnce(final ChronicleRecordStore store, final int round) {
    key.putInt(3, round % 500);
    store.put(key, 3, target, 0, 300 + round % 700);
    key.putInt(3, (round + 250) % 500);
    store.read(key, 3, target, 0);
    if (round % 10 == 0) {
      store.remove(key, 3);
    }
  }

  private boolean put(final ChronicleRecordStore store, final int number, final byte[] record) {
    final ExpandableArrayBuffer source = new ExpandableArrayBuffer();
    source.putBytes(11, record);
    return store.put(key(number), 3, source, 11, record.length);
  }

  private byte[] read(final ChronicleRecordStore store, final int number) {
    final int length = store.read(key(number), 3, target, 5);
    if (length == NOT_FOUND) {
      return null;
    }
    final byte[] record = new byte[length];
    target.getBytes(5, record);
    return record;
  }

  private UnsafeBuffer key(final int number) {
    key.setMemory(0, key.capacity(), (byte) 0);
    key.putInt(3 + (number % 2) * 61, number);
    return key;
  }

  private static byte[] randomRecord(final Random random) {
    final int bound = random.nextInt(20) == 0 ? RECORD_LENGTH_MAX : 1500;
    final byte[] record = new byte[random.nextInt(bound + 1)];
    random.nextBytes(record);
    return record;
  }
}
