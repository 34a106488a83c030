package io.mcc.bench.micro;

import io.mcc.engine.record.RecordStore;
import io.mcc.engine.record.chronicle.ChronicleRecordStore;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reading and replacing records of a store that holds 100,000. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StoreBenchmark {
  private static final int RECORDS = 100_000;
  private static final int STEP = 7_919;

  /** Bytes of a record. */
  @Param({"350", "1100"})
  public int length;

  private final UnsafeBuffer storeKey = Memory.direct(RecordStore.STORE_KEY_LENGTH);
  private final UnsafeBuffer record = Memory.patterned(2_048);
  private final UnsafeBuffer target = Memory.direct(2_048);
  private ChronicleRecordStore store;
  private int next;

  /** Fills the store. */
  @Setup
  public void setUp() {
    store = new ChronicleRecordStore(2L * RECORDS, 2L * RECORDS * length);
    for (int i = 0; i < RECORDS; i++) {
      put();
    }
  }

  private void nextKey() {
    next = (next + STEP) % RECORDS;
    storeKey.putLong(1, next * 0x9E37_79B9_7F4A_7C15L);
  }

  /** Reads a record that is there. */
  @Benchmark
  public int get() {
    nextKey();
    return store.read(storeKey, 0, target, 0);
  }

  /** Looks for a record that isn't there. */
  @Benchmark
  public int miss() {
    nextKey();
    storeKey.putByte(0, (byte) 1);
    int found = store.read(storeKey, 0, target, 0);
    storeKey.putByte(0, (byte) 0);
    return found;
  }

  /** Replaces a record. */
  @Benchmark
  public boolean put() {
    nextKey();
    return store.put(storeKey, 0, record, 0, length);
  }

  /** Gives the memory back. */
  @TearDown
  public void tearDown() {
    store.close();
  }
}
