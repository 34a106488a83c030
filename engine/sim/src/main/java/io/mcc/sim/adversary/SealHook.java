package io.mcc.sim.adversary;

import org.agrona.MutableDirectBuffer;

/** Sees what is about to be sealed, and may change it; called by the thread that seals. */
public interface SealHook {
  /**
   * Takes a plaintext.
   *
   * @param packet whether it is a session's packet; else a part of a handshake
   * @return bytes to seal, which lie where the plaintext lay
   */
  int onPlaintext(boolean packet, MutableDirectBuffer text, int offset, int length);
}
