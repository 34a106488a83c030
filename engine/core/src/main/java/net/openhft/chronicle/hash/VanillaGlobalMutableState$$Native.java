package net.openhft.chronicle.hash;

import net.openhft.chronicle.bytes.BytesStore;

/**
 * Chronicle Map's own bookkeeping, five numbers in off-heap memory. Chronicle Map looks for a class
 * of exactly this name and, where there is none, writes its source and runs a Java compiler inside
 * the process: most of a second at every start, and a JDK needed to run. Therefore it is here. The
 * map's memory is never shared with another program or kept over a restart, so that the layout is
 * ours to choose. Public with a public constructor because it is made by reflection.
 */
public final class VanillaGlobalMutableState$$Native implements VanillaGlobalMutableState {
  private static final int FIRST_FREE_TIER_INDEX_OFFSET = 0;
  private static final int EXTRA_TIERS_IN_USE_OFFSET = 8;
  private static final int SEGMENT_HEADERS_OFFSET_OFFSET = 16;
  private static final int DATA_STORE_SIZE_OFFSET = 24;
  private static final int ALLOCATED_EXTRA_TIER_BULKS_OFFSET = 32;
  private static final int LENGTH = 40;

  private BytesStore<?, ?> memory;
  private long start;

  @Override
  public void bytesStore(
      @SuppressWarnings("rawtypes") final BytesStore memory, final long offset, final long length) {
    if (length != LENGTH) {
      throw new IllegalArgumentException("length is " + length + ", not " + LENGTH);
    }
    this.memory = memory;
    this.start = offset;
  }

  @Override
  public BytesStore<?, ?> bytesStore() {
    return memory;
  }

  @Override
  public long offset() {
    return start;
  }

  @Override
  public long maxSize() {
    return LENGTH;
  }

  @Override
  public int getAllocatedExtraTierBulks() {
    return memory.readInt(start + ALLOCATED_EXTRA_TIER_BULKS_OFFSET);
  }

  @Override
  public void setAllocatedExtraTierBulks(final int count) {
    memory.writeInt(start + ALLOCATED_EXTRA_TIER_BULKS_OFFSET, count);
  }

  @Override
  public long getFirstFreeTierIndex() {
    return memory.readLong(start + FIRST_FREE_TIER_INDEX_OFFSET);
  }

  @Override
  public void setFirstFreeTierIndex(final long index) {
    memory.writeLong(start + FIRST_FREE_TIER_INDEX_OFFSET, index);
  }

  @Override
  public long getExtraTiersInUse() {
    return memory.readLong(start + EXTRA_TIERS_IN_USE_OFFSET);
  }

  @Override
  public void setExtraTiersInUse(final long count) {
    memory.writeLong(start + EXTRA_TIERS_IN_USE_OFFSET, count);
  }

  @Override
  public long getSegmentHeadersOffset() {
    return memory.readLong(start + SEGMENT_HEADERS_OFFSET_OFFSET);
  }

  @Override
  public void setSegmentHeadersOffset(final long offset) {
    memory.writeLong(start + SEGMENT_HEADERS_OFFSET_OFFSET, offset);
  }

  @Override
  public long getDataStoreSize() {
    return memory.readLong(start + DATA_STORE_SIZE_OFFSET);
  }

  @Override
  public void setDataStoreSize(final long size) {
    memory.writeLong(start + DATA_STORE_SIZE_OFFSET, size);
  }

  @Override
  public long addDataStoreSize(final long delta) {
    return memory.addAndGetLong(start + DATA_STORE_SIZE_OFFSET, delta);
  }
}
