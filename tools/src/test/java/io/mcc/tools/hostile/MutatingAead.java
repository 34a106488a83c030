package io.mcc.tools.hostile;

import io.mcc.engine.crypto.Aead;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The AEAD of a peer that says, under right keys and numbers, what no node would: what it is to
 * seal is replaced or scrambled just before. Otherwise the real thing. Owned by its peer's thread.
 */
final class MutatingAead implements Aead {
  /** Handshakes seal static keys, which are to stay right, and longer payloads. */
  private static final int STATIC_KEY_LENGTH = 32;

  private final Aead aead;
  private final Mutations mutations;
  private final Random random;
  private byte[] replacement;
  private int scrambleOneOf;

  MutatingAead(Aead aead, Random random) {
    this.aead = aead;
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
  public int expandedKeyLength() {
    return aead.expandedKeyLength();
  }

  @Override
  public void expandKey(
      DirectBuffer key, int keyOffset, MutableDirectBuffer expanded, int expandedOffset) {
    aead.expandKey(key, keyOffset, expanded, expandedOffset);
  }

  @Override
  public void seal(
      DirectBuffer expanded,
      int expandedOffset,
      long nonce,
      DirectBuffer associated,
      int associatedOffset,
      int associatedLength,
      MutableDirectBuffer text,
      int textOffset,
      int length) {
    int sealed = change(text, textOffset, length);
    aead.seal(
        expanded,
        expandedOffset,
        nonce,
        associated,
        associatedOffset,
        associatedLength,
        text,
        textOffset,
        sealed);
  }

  private int change(MutableDirectBuffer text, int offset, int length) {
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

  @Override
  public boolean open(
      DirectBuffer expanded,
      int expandedOffset,
      long nonce,
      DirectBuffer associated,
      int associatedOffset,
      int associatedLength,
      MutableDirectBuffer text,
      int textOffset,
      int length) {
    return aead.open(
        expanded,
        expandedOffset,
        nonce,
        associated,
        associatedOffset,
        associatedLength,
        text,
        textOffset,
        length);
  }
}
