package io.mcc.engine.session;

import io.mcc.engine.base.MemoryArena;
import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.Digest;
import io.mcc.engine.crypto.KeyAgreement;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The functions of Noise over our ports, and the scratch memory they need, shared by all handshakes
 * of one loop. Owned by the loop; lives as long as it. Every function wipes what it leaves here
 * that is secret.
 *
 * <p>Source: Noise Protocol Framework, revision 34, sections 4.3 and 5.1, with HASHLEN 64 and
 * BLOCKLEN 128 of BLAKE2b.
 */
public final class NoiseWorkspace {
  /** The longest handshake message, and the longest payload of one, in bytes. */
  public static final int MESSAGE_LENGTH_MAX = 1_200;

  static final int HASH_LENGTH = 64;
  private static final int BLOCK_LENGTH = 128;
  private static final long INNER_PAD = 0x3636_3636_3636_3636L;
  private static final long OUTER_PAD = 0x5c5c_5c5c_5c5c_5c5cL;

  private static final int HKDF_INPUT_LENGTH_MAX = HASH_LENGTH + 1;
  private static final int TEMPORARY_KEY_OFFSET = 0;
  private static final int FIRST_OFFSET = TEMPORARY_KEY_OFFSET + HASH_LENGTH;
  private static final int SECOND_OFFSET = FIRST_OFFSET + HASH_LENGTH + 1;
  private static final int INNER_OFFSET = SECOND_OFFSET + HASH_LENGTH;
  private static final int OUTER_OFFSET = INNER_OFFSET + BLOCK_LENGTH + HKDF_INPUT_LENGTH_MAX;
  private static final int HKDF_LENGTH = OUTER_OFFSET + BLOCK_LENGTH + HASH_LENGTH;

  private final Aead aead;
  private final KeyAgreement agreement;
  private final Digest digest;
  private final ArrayDeque<UnsafeBuffer> freeStates = new ArrayDeque<>();
  private final UnsafeBuffer hkdf;
  private final UnsafeBuffer mixed;
  private final UnsafeBuffer expandedKey;
  private final UnsafeBuffer shared;
  private final UnsafeBuffer before;

  /**
   * @param aead ChaCha20-Poly1305, the AEAD of the handshake whatever the transport will use
   */
  public NoiseWorkspace(Aead aead, KeyAgreement agreement, Digest digest, MemoryArena scratch) {
    this.aead = aead;
    this.agreement = agreement;
    this.digest = digest;
    hkdf = scratch.claim(HKDF_LENGTH);
    mixed = scratch.claim(HASH_LENGTH + MESSAGE_LENGTH_MAX);
    expandedKey = scratch.claim(aead.expandedKeyLength());
    shared = scratch.claim(KeyAgreement.KEY_LENGTH);
    before = scratch.claim(NoiseHandshake.STATE_LENGTH);
  }

  /** Lends the memory for one handshake's state, {@link NoiseHandshake#STATE_LENGTH} bytes. */
  UnsafeBuffer lendState() {
    UnsafeBuffer state = freeStates.poll();
    return state == null
        ? new UnsafeBuffer(ByteBuffer.allocateDirect(NoiseHandshake.STATE_LENGTH))
        : state;
  }

  /** Takes lent memory back, wiped. */
  void takeBackState(UnsafeBuffer state) {
    freeStates.push(state);
  }

  /** Keeps a state, so that a message that fails can be undone. */
  void keep(DirectBuffer state) {
    before.putBytes(0, state, 0, NoiseHandshake.STATE_LENGTH);
  }

  /** Puts the kept state back. */
  void restore(MutableDirectBuffer state) {
    state.putBytes(0, before, 0, NoiseHandshake.STATE_LENGTH);
  }

  void forgetKept() {
    wipe(before);
  }

  void publicKey(MutableDirectBuffer state, int secretOffset, int targetOffset) {
    agreement.publicKey(state, secretOffset, state, targetOffset);
  }

  /** {@code target = HASH(target ‖ data)}. */
  void mixHash(
      MutableDirectBuffer target, int targetOffset, DirectBuffer data, int offset, int length) {
    mixed.putBytes(0, target, targetOffset, HASH_LENGTH);
    mixed.putBytes(HASH_LENGTH, data, offset, length);
    digest.hash(mixed, 0, HASH_LENGTH + length, target, targetOffset, HASH_LENGTH);
  }

  /**
   * Mixes a shared secret into a chaining key and a cipher key.
   *
   * @return false where there is no shared secret to mix: the public key is of small order
   */
  boolean mixSharedSecret(
      MutableDirectBuffer state,
      int chainingKeyOffset,
      int cipherKeyOffset,
      int secretOffset,
      int publicKeyOffset) {
    boolean agreed = agreement.agree(state, secretOffset, state, publicKeyOffset, shared, 0);
    if (agreed) {
      deriveTwo(state, chainingKeyOffset, shared, KeyAgreement.KEY_LENGTH);
      state.putBytes(chainingKeyOffset, hkdf, FIRST_OFFSET, HASH_LENGTH);
      state.putBytes(cipherKeyOffset, hkdf, SECOND_OFFSET, Aead.KEY_LENGTH);
    }
    wipe(shared);
    wipe(hkdf);
    return agreed;
  }

  /** The two transport keys of a chaining key, the initiator's sending key first. */
  void split(
      DirectBuffer state, int chainingKeyOffset, MutableDirectBuffer target, int targetOffset) {
    deriveTwo(state, chainingKeyOffset, shared, 0);
    target.putBytes(targetOffset, hkdf, FIRST_OFFSET, Aead.KEY_LENGTH);
    target.putBytes(targetOffset + Aead.KEY_LENGTH, hkdf, SECOND_OFFSET, Aead.KEY_LENGTH);
    wipe(hkdf);
  }

  /** HKDF with two outputs, left at {@link #FIRST_OFFSET} and {@link #SECOND_OFFSET}. */
  private void deriveTwo(DirectBuffer chainingKey, int offset, DirectBuffer input, int length) {
    hmac(chainingKey, offset, input, 0, length, TEMPORARY_KEY_OFFSET);
    hkdf.putByte(FIRST_OFFSET, (byte) 1);
    hmac(hkdf, TEMPORARY_KEY_OFFSET, hkdf, FIRST_OFFSET, 1, FIRST_OFFSET);
    hkdf.putByte(FIRST_OFFSET + HASH_LENGTH, (byte) 2);
    hmac(hkdf, TEMPORARY_KEY_OFFSET, hkdf, FIRST_OFFSET, HASH_LENGTH + 1, SECOND_OFFSET);
  }

  /** HMAC (RFC 2104) over BLAKE2b-512 with a key of 64 bytes. */
  private void hmac(
      DirectBuffer key, int keyOffset, DirectBuffer data, int offset, int length, int target) {
    pad(key, keyOffset, INNER_OFFSET, INNER_PAD);
    hkdf.putBytes(INNER_OFFSET + BLOCK_LENGTH, data, offset, length);
    pad(key, keyOffset, OUTER_OFFSET, OUTER_PAD);
    digest.hash(
        hkdf, INNER_OFFSET, BLOCK_LENGTH + length, hkdf, OUTER_OFFSET + BLOCK_LENGTH, HASH_LENGTH);
    digest.hash(hkdf, OUTER_OFFSET, BLOCK_LENGTH + HASH_LENGTH, hkdf, target, HASH_LENGTH);
  }

  private void pad(DirectBuffer key, int keyOffset, int blockOffset, long pad) {
    for (int index = 0; index < HASH_LENGTH; index += Long.BYTES) {
      hkdf.putLong(blockOffset + index, key.getLong(keyOffset + index) ^ pad);
      hkdf.putLong(blockOffset + HASH_LENGTH + index, pad);
    }
  }

  /** Encrypts in place, bound to a hash; the tag follows the text. */
  void seal(
      DirectBuffer state,
      int keyOffset,
      long nonce,
      int hashOffset,
      MutableDirectBuffer text,
      int textOffset,
      int length) {
    aead.expandKey(state, keyOffset, expandedKey, 0);
    aead.seal(expandedKey, 0, nonce, state, hashOffset, HASH_LENGTH, text, textOffset, length);
    wipe(expandedKey);
  }

  /**
   * Decrypts a copy of a ciphertext bound to a hash into {@code target}; false where it's wrong.
   */
  boolean open(
      DirectBuffer state,
      int keyOffset,
      long nonce,
      int hashOffset,
      DirectBuffer sealed,
      int sealedOffset,
      MutableDirectBuffer target,
      int targetOffset,
      int length) {
    mixed.putBytes(0, sealed, sealedOffset, length + Aead.TAG_LENGTH);
    aead.expandKey(state, keyOffset, expandedKey, 0);
    boolean opened =
        aead.open(expandedKey, 0, nonce, state, hashOffset, HASH_LENGTH, mixed, 0, length);
    wipe(expandedKey);
    if (opened) {
      target.putBytes(targetOffset, mixed, 0, length);
    }
    return opened;
  }

  private static void wipe(UnsafeBuffer buffer) {
    buffer.setMemory(0, buffer.capacity(), (byte) 0);
  }
}
