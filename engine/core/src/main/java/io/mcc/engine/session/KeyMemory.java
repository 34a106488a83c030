package io.mcc.engine.session;

import io.mcc.engine.crypto.Aead;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Direct memory for the expanded keys of sessions, taken from the machine in slabs and used again
 * and again; wiped when it is given back. Bounded by the sessions. Owned by the loop.
 */
final class KeyMemory {
  private static final int ALIGNMENT = 16;
  private static final int SESSIONS_PER_SLAB = 32;

  private final ArrayDeque<UnsafeBuffer> free = new ArrayDeque<>();
  private final int keyLength;

  /**
   * @param aesGcm null where it isn't spoken
   */
  KeyMemory(Aead aesGcm, Aead chaChaPoly) {
    int longest =
        Math.max(aesGcm == null ? 0 : aesGcm.expandedKeyLength(), chaChaPoly.expandedKeyLength());
    keyLength = BitUtil.align(longest, ALIGNMENT);
  }

  /** Where the second key of a session begins. */
  int keyLength() {
    return keyLength;
  }

  /** Memory for two expanded keys, aligned to 16 bytes. */
  UnsafeBuffer claim() {
    if (free.isEmpty()) {
      reserve();
    }
    return free.pop();
  }

  private void reserve() {
    int sessionLength = 2 * keyLength;
    ByteBuffer slab =
        ByteBuffer.allocateDirect(SESSIONS_PER_SLAB * sessionLength + ALIGNMENT)
            .alignedSlice(ALIGNMENT);
    for (int index = 0; index < SESSIONS_PER_SLAB; index++) {
      free.push(new UnsafeBuffer(slab, index * sessionLength, sessionLength));
    }
  }

  /** Wipes the keys and takes their memory back. */
  void release(UnsafeBuffer keys) {
    keys.setMemory(0, keys.capacity(), (byte) 0);
    free.push(keys);
  }
}
