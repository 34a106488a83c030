package io.mcc.engine;

import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import io.mcc.engine.record.RecordStore;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The record store with an eye on its time: an operation takes about a microsecond, and one that
 * takes a thousand times as long has held up everything the loop does. That is counted, here in the
 * shell, because the core measures no time of its own. Loop only.
 *
 * <p>Nothing is prefaulted: the store is anonymous memory and never a file, so that a page touched
 * for the first time is zeroed by the kernel (well below a microsecond, once for some ten records)
 * and never read from a disk. What could hold the loop up is a machine that swaps; that shows here.
 */
final class WatchedRecordStore implements RecordStore {
  /** Longer than this is a stall. */
  static final long STALL_NS = 1_000_000;

  private final RecordStore store;
  private final Counters counters;
  private final LongSupplier clockNs;
  private boolean watching;

  WatchedRecordStore(RecordStore store, Counters counters, LongSupplier clockNs) {
    this.store = store;
    this.counters = counters;
    this.clockNs = clockNs;
  }

  /** The loop begins: until now the journal filled the store, and held up nobody. */
  void watch() {
    watching = true;
  }

  @Override
  public int read(
      DirectBuffer storeKey, int storeKeyOffset, MutableDirectBuffer target, int targetOffset) {
    long sinceNs = clockNs.getAsLong();
    int length = store.read(storeKey, storeKeyOffset, target, targetOffset);
    countIfStalled(sinceNs);
    return length;
  }

  @Override
  public boolean put(
      DirectBuffer storeKey,
      int storeKeyOffset,
      DirectBuffer record,
      int recordOffset,
      int length) {
    long sinceNs = clockNs.getAsLong();
    boolean stored = store.put(storeKey, storeKeyOffset, record, recordOffset, length);
    countIfStalled(sinceNs);
    return stored;
  }

  @Override
  public void remove(DirectBuffer storeKey, int storeKeyOffset) {
    long sinceNs = clockNs.getAsLong();
    store.remove(storeKey, storeKeyOffset);
    countIfStalled(sinceNs);
  }

  private void countIfStalled(long sinceNs) {
    if (watching && clockNs.getAsLong() - sinceNs > STALL_NS) {
      counters.increment(EngineCounter.STORE_STALLS);
    }
  }

  @Override
  public long count() {
    return store.count();
  }
}
