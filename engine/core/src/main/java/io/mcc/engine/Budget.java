package io.mcc.engine;

import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.record.chronicle.ChronicleRecordStore;
import java.util.EnumMap;
import java.util.Map;

/**
 * What the store's limits come to on a machine: each default is what there is room for, up to its
 * highest, and each that was asked for is kept, or refused by name where it can't fit. Pure.
 *
 * <p>The heap holds a few hundred bytes of each record and publisher, in arrays that grow by
 * doubling and are compacted by a collector that wants room: defaults fill half of what the node
 * itself leaves, what is asked for may fill three quarters. The records themselves are off the
 * heap.
 */
final class Budget {
  /** What the node takes of the heap besides records: tables, sessions, requests of REST. */
  private static final long HEAP_NODE_BYTES = 40L << 20;

  /** Of a record: its line in the index, its share of a compaction's index. */
  private static final long HEAP_RECORD_BYTES = 170;

  private static final long HEAP_PUBLISHER_BYTES = 110;

  /** What the JVM takes besides heap and records: code, classes, stacks, buffers. */
  static final long PROGRAM_BYTES = 160L << 20;

  /** On the smallest machine there is room for something. */
  private static final long STORE_BYTES_MIN = 8L << 20;

  /** Memory that a record of no great length takes, to share it out between number and bytes. */
  private static final long STORE_RECORD_BYTES = 512;

  private static final long JOURNAL_BYTES_MIN = 256L << 20;

  private final Machine machine;
  private final Map<Limit, Long> asked = new EnumMap<>(Limit.class);
  private final Limits limits;

  /**
   * @param byName what is asked for, by the limits' names
   * @throws IllegalArgumentException where a name is unknown, or a value out of range or too much
   *     for the machine, naming it and what there is room for
   */
  Budget(Machine machine, Map<String, Long> byName) {
    this.machine = machine;
    limits = new Limits(byName);
    byName.keySet().forEach(name -> asked.put(Limits.find(name), limits.value(Limits.find(name))));
    requireHeap(Limit.RECORDS, HEAP_RECORD_BYTES);
    requireHeap(Limit.PUBLISHERS, HEAP_PUBLISHER_BYTES);
    fit(Limit.RECORDS, recordsByDefault());
    fit(Limit.PUBLISHERS, limits.value(Limit.RECORDS));
    fit(Limit.RECORD_BYTES, recordBytesFor(storeBytes()));
    requireMemory();
    requireDisk();
    fit(Limit.JOURNAL_BYTES, Math.max(JOURNAL_BYTES_MIN, machine.diskBytes() / 4 * 3));
  }

  /** The limits, those of the store fitted to the machine. */
  Limits limits() {
    return limits;
  }

  /** For people: where the memory goes and what there is room for. */
  EngineCapacity capacity() {
    return new EngineCapacity(
        machine.memory().bytes(),
        machine.memory().byGroup(),
        machine.heapBytes(),
        storeMemory(),
        PROGRAM_BYTES,
        limits.value(Limit.RECORDS),
        limits.value(Limit.RECORD_BYTES),
        limits.value(Limit.PUBLISHERS),
        limits.value(Limit.JOURNAL_BYTES));
  }

  private void fit(Limit limit, long fitting) {
    if (!asked.containsKey(limit)) {
      long value = Math.min(limit.defaultValue(), Math.max(limit.valueMin(), fitting));
      limits.set(limit, value);
    }
  }

  private long heapForRecords() {
    return Math.max(0, machine.heapBytes() - HEAP_NODE_BYTES);
  }

  private long recordsByDefault() {
    long byHeap = heapForRecords() / 2 / (HEAP_RECORD_BYTES + HEAP_PUBLISHER_BYTES);
    return Math.min(byHeap, storeBytes() / STORE_RECORD_BYTES);
  }

  /** Memory for the store by default: of three quarters of all, what heap and program leave. */
  private long storeBytes() {
    long left = machine.memory().bytes() / 4 * 3 - machine.heapBytes() - PROGRAM_BYTES;
    return Math.max(STORE_BYTES_MIN, left);
  }

  /** The bytes of records for which so much memory suffices; what it takes grows evenly. */
  private long recordBytesFor(long memoryBytes) {
    long records = limits.value(Limit.RECORDS);
    long least = 0;
    long most = Math.min(memoryBytes, Limit.RECORD_BYTES.valueMax());
    while (least < most) {
      long middle = least + (most - least + 1) / 2;
      boolean fits = ChronicleRecordStore.memoryBytes(records, middle) <= memoryBytes;
      least = fits ? middle : least;
      most = fits ? most : middle - 1;
    }
    return least;
  }

  private long storeMemory() {
    return ChronicleRecordStore.memoryBytes(
        limits.value(Limit.RECORDS), limits.value(Limit.RECORD_BYTES));
  }

  private void requireHeap(Limit limit, long bytesEach) {
    long most = heapForRecords() / 4 * 3 / bytesEach;
    if (asked.getOrDefault(limit, 0L) > Math.max(most, limit.valueMin())) {
      throw refused(
          limit,
          bytesEach * asked.get(limit),
          "of heap, and there are " + ByteText.of(machine.heapBytes()),
          most,
          "give more by JDK_JAVA_OPTIONS=-Xmx…, or at most ");
    }
  }

  private void requireMemory() {
    long most = machine.memory().bytes() - machine.heapBytes() - PROGRAM_BYTES;
    boolean isAsked = asked.containsKey(Limit.RECORD_BYTES);
    if (isAsked && storeMemory() > Math.max(most, STORE_BYTES_MIN)) {
      throw refused(
          Limit.RECORD_BYTES,
          storeMemory(),
          "besides "
              + ByteText.of(machine.heapBytes() + PROGRAM_BYTES)
              + " for the program and its heap, and there are "
              + machine.memory(),
          recordBytesFor(Math.max(most, STORE_BYTES_MIN)),
          "give at most ");
    }
  }

  private void requireDisk() {
    if (asked.getOrDefault(Limit.JOURNAL_BYTES, 0L) > machine.diskBytes()) {
      throw refused(
          Limit.JOURNAL_BYTES,
          asked.get(Limit.JOURNAL_BYTES),
          "of disk, and there are " + ByteText.of(machine.diskBytes()),
          machine.diskBytes(),
          "give at most ");
    }
  }

  private IllegalArgumentException refused(
      Limit limit, long needed, String place, long most, String advice) {
    return new IllegalArgumentException(
        "limit %s: %d takes %s %s: %s%d"
            .formatted(limit.text(), asked.get(limit), ByteText.of(needed), place, advice, most));
  }
}
