package io.mcc.sim.adversary;

import io.mcc.codec.SealedHeader;
import io.mcc.engine.crypto.Aead;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * An AEAD that lets a hook have its way with every plaintext before it is sealed, so that a peer
 * says, under right keys and numbers, what no node would. Owned by its peer's thread.
 */
public final class HookedAead implements Aead {
  private final Aead aead;
  private final SealHook hook;

  /** Seals with an AEAD what a hook leaves. */
  public HookedAead(Aead aead, SealHook hook) {
    this.aead = aead;
    this.hook = hook;
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
    boolean packet = associatedLength == SealedHeader.LENGTH;
    int sealed = hook.onPlaintext(packet, text, textOffset, length);
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
