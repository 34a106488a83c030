package io.mcc.engine;

import java.util.Locale;

/**
 * What an engine may take of its machine, and what that is room for: as asked for, or as follows
 * from the machine.
 *
 * @param memoryBytes there are for the process; {@link Long#MAX_VALUE} where that isn't known
 * @param memoryByGroup whether a control group says so
 * @param heapBytes for objects
 * @param storeBytes for records, off the heap
 * @param programBytes for code, classes, stacks, buffers
 * @param records that are held at the most
 * @param recordBytes that these have together
 * @param publishers whose records are held at the most
 * @param journalBytes on the disk
 */
public record EngineCapacity(
    long memoryBytes,
    boolean memoryByGroup,
    long heapBytes,
    long storeBytes,
    long programBytes,
    long records,
    long recordBytes,
    long publishers,
    long journalBytes) {

  /** Bytes of memory that the process takes at the most. */
  public long residentBytesMax() {
    return heapBytes + storeBytes + programBytes;
  }

  /** A line on memory: at most so much of so much, for what. */
  public String memoryText() {
    return "at most %s%s: heap %s, records %s, the program itself %s"
        .formatted(
            ByteText.of(residentBytesMax()),
            there(),
            ByteText.of(heapBytes),
            ByteText.of(storeBytes),
            ByteText.of(programBytes));
  }

  private String there() {
    if (memoryBytes == Long.MAX_VALUE) {
      return "";
    }
    return " of " + ByteText.of(memoryBytes) + (memoryByGroup ? " (control group)" : "");
  }

  /** A line on what there is room for. */
  public String roomText() {
    return String.format(
        Locale.ROOT,
        "%,d records of %s in all by %,d publishers, journal %s",
        records,
        ByteText.of(recordBytes),
        publishers,
        ByteText.of(journalBytes));
  }
}
