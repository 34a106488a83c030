package io.mcc.sim.toy;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.mcc.engine.crypto.Aead;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Authenticated encryption that anybody could break and no accident passes. */
public final class ToyAead implements Aead {
  private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

  private final ToyHash hash = new ToyHash();
  private final long flavour;

  /**
   * @param flavour tells two algorithms apart: neither opens what the other sealed
   */
  public ToyAead(long flavour) {
    this.flavour = flavour;
  }

  /** A word: thousands of nodes hold thousands of keys. */
  @Override
  public int expandedKeyLength() {
    return Long.BYTES;
  }

  @Override
  public void expandKey(
      DirectBuffer key, int keyOffset, MutableDirectBuffer expanded, int expandedOffset) {
    long word = hash.start(flavour).bytes(key, keyOffset, KEY_LENGTH).squeeze(0);
    expanded.putLong(expandedOffset, word, LITTLE_ENDIAN);
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
    long stream = startTag(expanded, expandedOffset, nonce);
    crypt(stream, text, textOffset, length);
    hash.bytes(associated, associatedOffset, associatedLength).bytes(text, textOffset, length);
    text.putLong(textOffset + length, hash.squeeze(0), LITTLE_ENDIAN);
    text.putLong(textOffset + length + Long.BYTES, hash.squeeze(1), LITTLE_ENDIAN);
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
    long stream = startTag(expanded, expandedOffset, nonce);
    hash.bytes(associated, associatedOffset, associatedLength).bytes(text, textOffset, length);
    if (text.getLong(textOffset + length, LITTLE_ENDIAN) != hash.squeeze(0)
        || text.getLong(textOffset + length + Long.BYTES, LITTLE_ENDIAN) != hash.squeeze(1)) {
      return false;
    }
    crypt(stream, text, textOffset, length);
    return true;
  }

  private long startTag(DirectBuffer expanded, int expandedOffset, long nonce) {
    hash.start(flavour).word(expanded.getLong(expandedOffset, LITTLE_ENDIAN)).word(nonce);
    return hash.squeeze(2);
  }

  private static void crypt(long stream, MutableDirectBuffer text, int offset, int length) {
    int end = offset + length;
    int position = offset;
    long state = stream;
    for (; position + Long.BYTES <= end; position += Long.BYTES) {
      state += STEP;
      long word = text.getLong(position, LITTLE_ENDIAN) ^ ToyHash.mix(state);
      text.putLong(position, word, LITTLE_ENDIAN);
    }
    long last = ToyHash.mix(state + STEP);
    for (; position < end; position++, last >>>= Byte.SIZE) {
      text.putByte(position, (byte) (text.getByte(position) ^ last));
    }
  }
}
