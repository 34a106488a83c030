package io.mcc.engine.record.chronicle;

import io.mcc.engine.record.RecordStore;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.hash.Data;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.ExternalMapQueryContext;
import net.openhft.chronicle.map.MapEntry;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The committed records in off-heap memory. Opened empty by whoever starts the engine, filled from
 * the journal, then used by the loop alone until it is closed. Memory is reserved at the opening
 * and taken from the machine page by page as records come.
 *
 * <p>Bounded twice, by a number of records and by their bytes, and both bounds lie well inside what
 * the map could hold: the map itself never runs full.
 */
public final class ChronicleRecordStore implements RecordStore, AutoCloseable {
  /** Bytes an entry takes besides its record: the key, two lengths, a slot in the index. */
  private static final int ENTRY_OVERHEAD = STORE_KEY_LENGTH + 15;

  /** What a map is laid out for: shorter ones waste little, and longer ones take more chunks. */
  private static final int AVERAGE_LENGTH_MIN = 200;

  private static final int AVERAGE_LENGTH_MAX = 4096;

  /** An entry takes whole chunks, and this many or more where it is of average length. */
  private static final int CHUNKS_PER_ENTRY = 16;

  private static final int CHUNK_LENGTH_MIN = 64;

  /** The map is laid out for at least this many records, so that one segment takes large ones. */
  private static final int LAYOUT_RECORDS_MIN = 4096;

  /** A segment's free space is searched bit by bit: this many records keep the search short. */
  private static final int RECORDS_PER_SEGMENT = 16 * 1024;

  private static final int SEGMENTS_MAX = 64;

  /** The map's own tables take up to this share of what the entries take. */
  private static final int SEARCH_SHARE = 10;

  /** Room for uneven segments and for gaps between records of uneven lengths. */
  private static final double LAYOUT_MARGIN = 3.0;

  private final ChronicleMap<byte[], byte[]> map;
  private final ScratchData key = new ScratchData(STORE_KEY_LENGTH);
  private final ScratchData value = new ScratchData(RECORD_LENGTH_MAX);
  private final UnsafeBuffer stored = new UnsafeBuffer();
  private final long recordsMax;
  private final int chunkLength;
  private final long bytesMax;
  private long count;
  private long bytesUsed;
  private long overflowCount;

  /**
   * Reserves the memory.
   *
   * @param recordsMax how many records are stored at the most
   * @param recordBytesMax how many bytes they have together at the most
   */
  public ChronicleRecordStore(final long recordsMax, final long recordBytesMax) {
    if (recordsMax < 1 || recordBytesMax < 1) {
      throw new IllegalArgumentException(
          "recordsMax is " + recordsMax + ", recordBytesMax is " + recordBytesMax);
    }
    final int averageLength = averageLength(recordsMax, recordBytesMax);
    this.recordsMax = recordsMax;
    this.chunkLength = chunkLength(averageLength);
    this.bytesMax = entryBytes(recordsMax, recordBytesMax);
    this.map = reserve(layoutRecords(recordsMax, recordBytesMax), averageLength, chunkLength);
  }

  private static int averageLength(final long recordsMax, final long recordBytesMax) {
    final long average = recordBytesMax / recordsMax;
    return (int) Math.max(AVERAGE_LENGTH_MIN, Math.min(AVERAGE_LENGTH_MAX, average));
  }

  private static int chunkLength(final int averageLength) {
    final int length = BitUtil.findNextPositivePowerOfTwo(averageLength / CHUNKS_PER_ENTRY);
    return Math.max(CHUNK_LENGTH_MIN, length);
  }

  /** Records of average length that the map is laid out for: few and long ones count as many. */
  private static long layoutRecords(final long recordsMax, final long recordBytesMax) {
    final long byLength = recordBytesMax / averageLength(recordsMax, recordBytesMax);
    return Math.max(LAYOUT_RECORDS_MIN, Math.max(recordsMax, byLength));
  }

  /** Bytes that entries can take whatever their records' lengths are, within both bounds. */
  private static long entryBytes(final long recordsMax, final long recordBytesMax) {
    final int chunkLength = chunkLength(averageLength(recordsMax, recordBytesMax));
    return recordBytesMax + recordsMax * (ENTRY_OVERHEAD + chunkLength);
  }

  /**
   * Bytes of memory that a store takes from the machine when it is full.
   *
   * @param recordsMax how many records are stored at the most
   * @param recordBytesMax how many bytes they have together at the most
   */
  public static long memoryBytes(final long recordsMax, final long recordBytesMax) {
    final long entryBytes = entryBytes(recordsMax, recordBytesMax);
    return entryBytes + entryBytes / SEARCH_SHARE;
  }

  private static ChronicleMap<byte[], byte[]> reserve(
      final long records, final int averageLength, final int chunkLength) {
    Jvm.disableDebugHandler();
    Jvm.disablePerfHandler();
    final long segments = BitUtil.findNextPositivePowerOfTwo(records / RECORDS_PER_SEGMENT + 1);
    return ChronicleMapBuilder.of(byte[].class, byte[].class)
        .name("records")
        .entries(records)
        .constantKeySizeBySample(new byte[STORE_KEY_LENGTH])
        .averageValueSize(averageLength)
        .actualChunkSize(chunkLength)
        .actualSegments((int) Math.min(segments, SEGMENTS_MAX))
        .maxBloatFactor(LAYOUT_MARGIN)
        .checksumEntries(false)
        .skipCloseOnExitHook(true)
        .create();
  }

  @Override
  public int read(
      final DirectBuffer storeKey,
      final int storeKeyOffset,
      final MutableDirectBuffer target,
      final int targetOffset) {
    key.copyOf(storeKey, storeKeyOffset, STORE_KEY_LENGTH);
    try (ExternalMapQueryContext<byte[], byte[], ?> query = map.queryContext(key)) {
      query.readLock().lock();
      final MapEntry<byte[], byte[]> entry = query.entry();
      return entry == null ? NOT_FOUND : copy(entry.value(), target, targetOffset);
    }
  }

  private int copy(
      final Data<byte[]> record, final MutableDirectBuffer target, final int targetOffset) {
    final int length = (int) record.size();
    stored.wrap(record.bytes().addressForRead(record.offset()), length);
    target.putBytes(targetOffset, stored, 0, length);
    return length;
  }

  @Override
  public boolean put(
      final DirectBuffer storeKey,
      final int storeKeyOffset,
      final DirectBuffer record,
      final int recordOffset,
      final int length) {
    if (length < 0 || length > RECORD_LENGTH_MAX) {
      throw new IllegalArgumentException("length is " + length);
    }
    key.copyOf(storeKey, storeKeyOffset, STORE_KEY_LENGTH);
    try (ExternalMapQueryContext<byte[], byte[], ?> query = map.queryContext(key)) {
      query.updateLock().lock();
      final MapEntry<byte[], byte[]> entry = query.entry();
      final int lengthBefore = entry == null ? 0 : entryLength(entry.value().size());
      final long bytesAfter = bytesUsed - lengthBefore + entryLength(length);
      if (bytesAfter > bytesMax || (entry == null && count == recordsMax)) {
        return false;
      }
      value.copyOf(record, recordOffset, length);
      if (entry != null) {
        entry.doReplaceValue(value);
      } else {
        query.absentEntry().doInsert(value);
        count++;
      }
      bytesUsed = bytesAfter;
      return true;
    } catch (final IllegalStateException mapIsFull) {
      overflowCount++;
      return false;
    }
  }

  @Override
  public void remove(final DirectBuffer storeKey, final int storeKeyOffset) {
    key.copyOf(storeKey, storeKeyOffset, STORE_KEY_LENGTH);
    try (ExternalMapQueryContext<byte[], byte[], ?> query = map.queryContext(key)) {
      query.updateLock().lock();
      final MapEntry<byte[], byte[]> entry = query.entry();
      if (entry != null) {
        bytesUsed -= entryLength(entry.value().size());
        entry.doRemove();
        count--;
      }
    }
  }

  @Override
  public long count() {
    return count;
  }

  /** Bytes the records take, keys and rounding included. */
  public long bytesUsed() {
    return bytesUsed;
  }

  /** Bytes the records may take. */
  public long bytesMax() {
    return bytesMax;
  }

  /** How often the map ran full inside its bounds: anything but zero is a fault of the layout. */
  public long overflowCount() {
    return overflowCount;
  }

  private int entryLength(final long recordLength) {
    return BitUtil.align((int) recordLength + ENTRY_OVERHEAD, chunkLength);
  }

  /** Gives the memory back. The store can't be used any more. */
  @Override
  public void close() {
    map.close();
    key.release();
    value.release();
  }
}
