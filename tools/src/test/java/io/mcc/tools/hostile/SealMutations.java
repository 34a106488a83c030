package io.mcc.tools.hostile;

import io.mcc.sim.adversary.SealHook;
import java.util.Random;
import org.agrona.MutableDirectBuffer;

/**
 * Replaces or scrambles what a peer is about to seal, be it a packet or a part of a handshake.
 * Owned by its peer's thread.
 */
final class SealMutations implements SealHook {
  /** Handshakes seal static keys, which are to stay right, and longer payloads. */
  private static final int STATIC_KEY_LENGTH = 32;

  private final Mutations mutations;
  private final Random random;
  private byte[] replacement;
  private int scrambleOneOf;

  SealMutations(Random random) {
    this.random = random;
    mutations = new Mutations(random);
  }

  /** Seals this instead of what comes next; it may be shorter, not longer. */
  void replaceNext(byte[] plaintext) {
    replacement = plaintext;
  }

  /** Scrambles one of so many payloads from now on; 0 is none. */
  void scrambleOneOf(int count) {
    scrambleOneOf = count;
  }

  @Override
  public int onPlaintext(boolean packet, MutableDirectBuffer text, int offset, int length) {
    if (replacement != null) {
      text.putBytes(offset, replacement);
      int replaced = replacement.length;
      replacement = null;
      return replaced;
    }
    if (scrambleOneOf > 0 && length > STATIC_KEY_LENGTH && random.nextInt(scrambleOneOf) == 0) {
      byte[] bytes = new byte[length];
      text.getBytes(offset, bytes);
      mutations.scramble(bytes, 0, length);
      text.putBytes(offset, bytes);
    }
    return length;
  }
}
