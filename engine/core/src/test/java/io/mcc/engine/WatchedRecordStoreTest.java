package io.mcc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.record.RecordStore;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class WatchedRecordStoreTest {
  private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[100]);
  private final Counters counters = new Counters();
  private long nowNs;
  private long durationNs;

  private final RecordStore slow =
      new RecordStore() {
        @Override
        public int read(
            DirectBuffer storeKey, int keyOffset, MutableDirectBuffer target, int targetOffset) {
          nowNs += durationNs;
          return NOT_FOUND;
        }

        @Override
        public boolean put(
            DirectBuffer storeKey, int keyOffset, DirectBuffer record, int offset, int length) {
          nowNs += durationNs;
          return true;
        }

        @Override
        public void remove(DirectBuffer storeKey, int storeKeyOffset) {
          nowNs += durationNs;
        }

        @Override
        public long count() {
          return 0;
        }
      };

  private final WatchedRecordStore store = new WatchedRecordStore(slow, counters, () -> nowNs);

  @Test
  void shouldCountWhatTookMoreThanAMillisecondOnceTheLoopRuns() {
    durationNs = WatchedRecordStore.STALL_NS + 1;
    useAll();
    assertThat(counters.value(EngineCounter.STORE_STALLS)).isZero();
    store.watch();
    useAll();
    assertThat(counters.value(EngineCounter.STORE_STALLS)).isEqualTo(3);
    durationNs = WatchedRecordStore.STALL_NS;
    useAll();
    assertThat(counters.value(EngineCounter.STORE_STALLS)).isEqualTo(3);
  }

  private void useAll() {
    assertThat(store.read(bytes, 0, bytes, 0)).isEqualTo(RecordStore.NOT_FOUND);
    assertThat(store.put(bytes, 0, bytes, 0, 1)).isTrue();
    store.remove(bytes, 0);
  }
}
