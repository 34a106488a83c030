package io.mcc.engine.crypto.sodium;

import io.mcc.engine.crypto.Aead;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What both of libsodium's AEADs share: the nonce's layout and the addresses. Owned by one thread,
 * because the nonce is written where every call finds it. Holds no key.
 */
abstract class SodiumAead implements Aead {
  private static final int NONCE_LENGTH = 12;

  /** Whether calls go by {@link ForeignFunctions}, else by {@link SodiumFunctions}. */
  final boolean foreign;

  private final UnsafeBuffer nonceBytes = NativeMemory.allocate(NONCE_LENGTH);
  private final long nonceAddress = NativeMemory.address(nonceBytes, 0, NONCE_LENGTH);

  SodiumAead(NativeBinding binding) {
    if (!binding.isAvailable()) {
      throw new IllegalStateException("this JDK has no foreign functions");
    }
    foreign = binding == NativeBinding.FOREIGN;
  }

  abstract int encrypt(
      long text, long length, long associated, long associatedLength, long nonce, long expandedKey);

  abstract int decrypt(
      long text, long length, long associated, long associatedLength, long nonce, long expandedKey);

  /** The address of an expanded key, checked for what the functions demand of it. */
  abstract long keyAddress(DirectBuffer expanded, int expandedOffset);

  @Override
  public final void seal(
      DirectBuffer expanded,
      int expandedOffset,
      long nonce,
      DirectBuffer associated,
      int associatedOffset,
      int associatedLength,
      MutableDirectBuffer text,
      int textOffset,
      int length) {
    nonce(0, nonce);
    sealUnderNonce(
        expanded,
        expandedOffset,
        associated,
        associatedOffset,
        associatedLength,
        text,
        textOffset,
        length);
  }

  @Override
  public final boolean open(
      DirectBuffer expanded,
      int expandedOffset,
      long nonce,
      DirectBuffer associated,
      int associatedOffset,
      int associatedLength,
      MutableDirectBuffer text,
      int textOffset,
      int length) {
    nonce(0, nonce);
    return openUnderNonce(
        expanded,
        expandedOffset,
        associated,
        associatedOffset,
        associatedLength,
        text,
        textOffset,
        length);
  }

  /** Sets all 96 bits of the nonce; published vectors use more of them than messages do. */
  final void nonce(int head, long tail) {
    nonceBytes.putInt(0, head, ByteOrder.LITTLE_ENDIAN);
    nonceBytes.putLong(Integer.BYTES, tail, ByteOrder.LITTLE_ENDIAN);
  }

  /** {@link #seal} under the nonce that was set last. */
  final void sealUnderNonce(
      DirectBuffer expanded,
      int expandedOffset,
      DirectBuffer associated,
      int associatedOffset,
      int associatedLength,
      MutableDirectBuffer text,
      int textOffset,
      int length) {
    encrypt(
        textAddress(text, textOffset, length),
        length,
        NativeMemory.address(associated, associatedOffset, associatedLength),
        associatedLength,
        nonceAddress,
        keyAddress(expanded, expandedOffset));
  }

  /** {@link #open} under the nonce that was set last. */
  final boolean openUnderNonce(
      DirectBuffer expanded,
      int expandedOffset,
      DirectBuffer associated,
      int associatedOffset,
      int associatedLength,
      MutableDirectBuffer text,
      int textOffset,
      int length) {
    int outcome =
        decrypt(
            textAddress(text, textOffset, length),
            (long) length + TAG_LENGTH,
            NativeMemory.address(associated, associatedOffset, associatedLength),
            associatedLength,
            nonceAddress,
            keyAddress(expanded, expandedOffset));
    return outcome == 0;
  }

  private static long textAddress(DirectBuffer text, int textOffset, int length) {
    if (length < 0) {
      throw new IndexOutOfBoundsException("length=" + length);
    }
    return NativeMemory.address(text, textOffset, Math.addExact(length, TAG_LENGTH));
  }
}
