package io.mcc.sim;

import io.mcc.codec.Datagram;
import io.mcc.codec.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Datagrams on their way, in slots that are used again and again; grows with how many there are.
 */
final class DatagramPool {
  private static final int SLOTS_PER_SLAB = 256;

  /** One datagram's whereabouts; lives as long as the pool. */
  private static final class Slot {
    final Endpoint source = new Endpoint();
    final Endpoint target = new Endpoint();
    int receiver;
    int length;
  }

  private final List<UnsafeBuffer> slabs = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();
  private final IntArrayList freeSlots = new IntArrayList();

  /**
   * Takes a datagram in and answers its slot.
   *
   * @param receiver who had the target when it was sent
   */
  int add(
      Endpoint source, Endpoint target, int receiver, DirectBuffer buffer, int offset, int length) {
    int index = claim();
    Slot slot = slots.get(index);
    slot.source.set(source);
    slot.target.set(target);
    slot.receiver = receiver;
    slot.length = length;
    slab(index).putBytes(offset(index), buffer, offset, length);
    return index;
  }

  private int claim() {
    if (!freeSlots.isEmpty()) {
      return freeSlots.removeAt(freeSlots.size() - 1);
    }
    if (slots.size() == slabs.size() * SLOTS_PER_SLAB) {
      slabs.add(new UnsafeBuffer(new byte[SLOTS_PER_SLAB * Datagram.LENGTH_MAX]));
    }
    slots.add(new Slot());
    return slots.size() - 1;
  }

  void release(int index) {
    freeSlots.addInt(index);
  }

  Endpoint source(int index) {
    return slots.get(index).source;
  }

  Endpoint target(int index) {
    return slots.get(index).target;
  }

  int receiver(int index) {
    return slots.get(index).receiver;
  }

  /** Where a datagram lies, from {@link #offset} on. */
  DirectBuffer buffer(int index) {
    return slab(index);
  }

  int length(int index) {
    return slots.get(index).length;
  }

  /** Copies a datagram out and answers its length. */
  int read(int index, MutableDirectBuffer into) {
    int length = slots.get(index).length;
    into.putBytes(0, slab(index), offset(index), length);
    return length;
  }

  /** Datagrams on their way. */
  int count() {
    return slots.size() - freeSlots.size();
  }

  private UnsafeBuffer slab(int index) {
    return slabs.get(index / SLOTS_PER_SLAB);
  }

  static int offset(int index) {
    return index % SLOTS_PER_SLAB * Datagram.LENGTH_MAX;
  }
}
