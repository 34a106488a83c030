package io.mcc.engine.session;

import io.mcc.engine.crypto.Aead;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BitUtil;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Direct memory for the expanded keys of sessions, taken from the machine in slabs and used again
 * and again; wiped when it is given back. A place holds the two keys of a {@link SessionKey}.
 * Bounded by the sessions. Owned by the loop.
 */
final class KeyMemory {
  private static final int ALIGNMENT = 16;
  private static final int PLACES_PER_SLAB = 32;

  private final List<UnsafeBuffer> slabs = new ArrayList<>();
  private final IntArrayList free = new IntArrayList();
  private final int keyLength;

  /**
   * @param aesGcm null where it isn't spoken
   */
  KeyMemory(Aead aesGcm, Aead chaChaPoly) {
    int longest =
        Math.max(aesGcm == null ? 0 : aesGcm.expandedKeyLength(), chaChaPoly.expandedKeyLength());
    keyLength = BitUtil.align(longest, ALIGNMENT);
  }

  /** A place for two expanded keys, each aligned to 16 bytes. */
  int claim() {
    if (free.isEmpty()) {
      reserve();
    }
    return free.removeAt(free.size() - 1);
  }

  private void reserve() {
    int length = PLACES_PER_SLAB * 2 * keyLength;
    ByteBuffer slab = ByteBuffer.allocateDirect(length + ALIGNMENT);
    int padding = -slab.alignmentOffset(0, ALIGNMENT) & ALIGNMENT - 1;
    int firstPlace = slabs.size() * PLACES_PER_SLAB;
    slabs.add(new UnsafeBuffer(slab, padding, length));
    for (int index = PLACES_PER_SLAB - 1; index >= 0; index--) {
      free.addInt(firstPlace + index);
    }
  }

  /** The memory that a place lies in. */
  UnsafeBuffer slab(int place) {
    return slabs.get(place / PLACES_PER_SLAB);
  }

  /** Where the first key of a place, the one to send with, begins in its slab. */
  int sendKeyOffset(int place) {
    return place % PLACES_PER_SLAB * 2 * keyLength;
  }

  /** Where the second key of a place, the one to receive with, begins in its slab. */
  int receiveKeyOffset(int place) {
    return sendKeyOffset(place) + keyLength;
  }

  /** Wipes the keys of a place and takes it back. */
  void release(int place) {
    slab(place).setMemory(sendKeyOffset(place), 2 * keyLength, (byte) 0);
    free.addInt(place);
  }
}
