package io.mcc.sim.toy;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.mcc.engine.crypto.KeyAgreement;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Diffie-Hellman modulo 2^61 - 1: the real construction, too small to keep a secret. A public key
 * is the power in its first word and a hash of it in the others.
 */
public final class ToyKeyAgreement implements KeyAgreement {
  private static final long PRIME = (1L << 61) - 1;
  private static final long GENERATOR = 37;

  private final ToyHash hash = new ToyHash();

  @Override
  public void publicKey(
      DirectBuffer secret, int secretOffset, MutableDirectBuffer target, int offset) {
    write(power(GENERATOR, exponent(secret, secretOffset)), target, offset);
  }

  @Override
  public boolean agree(
      DirectBuffer secret,
      int secretOffset,
      DirectBuffer publicKey,
      int publicKeyOffset,
      MutableDirectBuffer target,
      int offset) {
    long base = publicKey.getLong(publicKeyOffset, LITTLE_ENDIAN);
    if (base <= 1 || base >= PRIME - 1) {
      return false;
    }
    write(power(base, exponent(secret, secretOffset)), target, offset);
    return true;
  }

  private long exponent(DirectBuffer secret, int offset) {
    return hash.start(1).bytes(secret, offset, KEY_LENGTH).squeeze(0) >>> 4 | 1;
  }

  private void write(long value, MutableDirectBuffer target, int offset) {
    target.putLong(offset, value, LITTLE_ENDIAN);
    hash.start(2).word(value).squeeze(target, offset + Long.BYTES, KEY_LENGTH - Long.BYTES);
  }

  private static long power(long base, long exponent) {
    long result = 1;
    long square = base;
    for (long rest = exponent; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        result = multiply(result, square);
      }
      square = multiply(square, square);
    }
    return result;
  }

  /** The product modulo 2^61 - 1, where 2^61 counts as 1. */
  private static long multiply(long x, long y) {
    long low = x * y;
    long high = Math.multiplyHigh(x, y);
    long sum = (low & PRIME) + (low >>> 61 | high << 3);
    return sum >= PRIME ? sum - PRIME : sum;
  }
}
