package io.mcc.engine.record.chronicle;

import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.RandomDataInput;
import net.openhft.chronicle.hash.AbstractData;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A key or a value on its way into the map: off-heap scratch memory of a fixed capacity that takes
 * a copy of the caller's bytes and shows them to Chronicle Map in its own terms, so that nothing is
 * allocated a call. Owned by its {@link ChronicleRecordStore}, and lives as long.
 */
final class ScratchData extends AbstractData<byte[]> {
  private final BytesStore<?, ?> memory;
  private final UnsafeBuffer view;
  private int length;

  ScratchData(final int capacity) {
    memory = BytesStore.nativeStoreWithFixedCapacity(capacity);
    view = new UnsafeBuffer(memory.addressForRead(0), capacity);
  }

  ScratchData copyOf(final DirectBuffer source, final int offset, final int copiedLength) {
    view.putBytes(0, source, offset, copiedLength);
    length = copiedLength;
    return this;
  }

  void release() {
    memory.releaseLast();
  }

  @Override
  public RandomDataInput bytes() {
    return memory;
  }

  @Override
  public long offset() {
    return 0;
  }

  @Override
  public long size() {
    return length;
  }

  @Override
  public byte[] get() {
    return getUsing(null);
  }

  /** Always a new array: Chronicle Map asks for one only to print an entry. */
  @Override
  public byte[] getUsing(final byte[] ignored) {
    final byte[] copy = new byte[length];
    view.getBytes(0, copy);
    return copy;
  }
}
