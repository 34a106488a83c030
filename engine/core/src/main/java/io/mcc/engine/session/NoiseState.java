package io.mcc.engine.session;

import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.KeyAgreement;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a handshake knows, as bytes at fixed offsets of one range of memory, and the steps that
 * change it. Which step comes when is {@link NoiseHandshake}'s. Owned by the loop.
 *
 * <p>Source: Noise Protocol Framework, revision 34, section 5.2 (the symmetric state) and 5.3.
 */
final class NoiseState {
  private static final int KEY_LENGTH = KeyAgreement.KEY_LENGTH;
  private static final int HASH_LENGTH = NoiseWorkspace.HASH_LENGTH;

  private static final int HASH = 0;
  private static final int CHAINING_KEY = HASH + HASH_LENGTH;
  private static final int CIPHER_KEY = CHAINING_KEY + HASH_LENGTH;
  static final int STATIC_SECRET = CIPHER_KEY + Aead.KEY_LENGTH;
  private static final int STATIC_PUBLIC = STATIC_SECRET + KEY_LENGTH;
  static final int EPHEMERAL_SECRET = STATIC_PUBLIC + KEY_LENGTH;
  private static final int EPHEMERAL_PUBLIC = EPHEMERAL_SECRET + KEY_LENGTH;
  static final int REMOTE_STATIC = EPHEMERAL_PUBLIC + KEY_LENGTH;
  static final int REMOTE_EPHEMERAL = REMOTE_STATIC + KEY_LENGTH;
  static final int LENGTH = REMOTE_EPHEMERAL + KEY_LENGTH;

  /** Shorter than a hash, so it is the first hash itself, filled up with zeros. */
  private static final byte[] PROTOCOL_NAME =
      "Noise_XX_25519_ChaChaPoly_BLAKE2b".getBytes(StandardCharsets.US_ASCII);

  private final NoiseWorkspace workspace;
  private final UnsafeBuffer memory = new UnsafeBuffer(0, 0);

  NoiseState(NoiseWorkspace workspace, MutableDirectBuffer memory, int offset) {
    this.workspace = workspace;
    this.memory.wrap(memory, offset, LENGTH);
  }

  void begin(DirectBuffer prologue, int offset, int length) {
    wipe();
    memory.putBytes(HASH, PROTOCOL_NAME);
    memory.putBytes(CHAINING_KEY, PROTOCOL_NAME);
    mixHash(prologue, offset, length);
  }

  /** Takes this side's keys: static secret and public key, ephemeral secret. */
  void keys(
      DirectBuffer staticKeys,
      int staticKeysOffset,
      DirectBuffer ephemeralSecret,
      int ephemeralSecretOffset) {
    memory.putBytes(STATIC_SECRET, staticKeys, staticKeysOffset, 2 * KEY_LENGTH);
    memory.putBytes(EPHEMERAL_SECRET, ephemeralSecret, ephemeralSecretOffset, KEY_LENGTH);
  }

  /** Remembers what is, before a message that may fail. */
  void keep() {
    workspace.keep(memory);
  }

  /** Ends a message: where it failed, all is again as it was kept. */
  void conclude(boolean succeeded) {
    if (!succeeded) {
      workspace.restore(memory);
    }
    workspace.forgetKept();
  }

  void mixHash(DirectBuffer data, int offset, int length) {
    workspace.mixHash(memory, HASH, data, offset, length);
  }

  void writeEphemeral(MutableDirectBuffer target, int offset) {
    workspace.publicKey(memory, EPHEMERAL_SECRET, EPHEMERAL_PUBLIC);
    target.putBytes(offset, memory, EPHEMERAL_PUBLIC, KEY_LENGTH);
    mixHash(memory, EPHEMERAL_PUBLIC, KEY_LENGTH);
  }

  void readEphemeral(DirectBuffer message, int offset) {
    memory.putBytes(REMOTE_EPHEMERAL, message, offset, KEY_LENGTH);
    mixHash(memory, REMOTE_EPHEMERAL, KEY_LENGTH);
  }

  /** Mixes the secret that two keys share; false where they share none. */
  boolean mix(int secretOffset, int publicKeyOffset) {
    return workspace.mixSharedSecret(
        memory, CHAINING_KEY, CIPHER_KEY, secretOffset, publicKeyOffset);
  }

  void sealStaticKey(long nonce, MutableDirectBuffer target, int offset) {
    seal(nonce, memory, STATIC_PUBLIC, KEY_LENGTH, target, offset);
  }

  boolean openStaticKey(long nonce, DirectBuffer sealed, int sealedOffset) {
    return open(nonce, sealed, sealedOffset, memory, REMOTE_STATIC, KEY_LENGTH);
  }

  /**
   * Writes a sealed text.
   *
   * @param nonce the number of texts that this cipher key has sealed before
   */
  void seal(
      long nonce,
      DirectBuffer text,
      int textOffset,
      int length,
      MutableDirectBuffer target,
      int offset) {
    target.putBytes(offset, text, textOffset, length);
    workspace.seal(memory, CIPHER_KEY, nonce, HASH, target, offset, length);
    mixHash(target, offset, length + Aead.TAG_LENGTH);
  }

  /** Opens a sealed text into {@code target}, which stays as it is where the text is wrong. */
  boolean open(
      long nonce,
      DirectBuffer sealed,
      int sealedOffset,
      MutableDirectBuffer target,
      int offset,
      int length) {
    boolean opened =
        workspace.open(
            memory, CIPHER_KEY, nonce, HASH, sealed, sealedOffset, target, offset, length);
    mixHash(sealed, sealedOffset, length + Aead.TAG_LENGTH);
    return opened;
  }

  /** Writes the transport keys and wipes all but the hash and the other side's public keys. */
  void split(MutableDirectBuffer target, int targetOffset) {
    workspace.split(memory, CHAINING_KEY, target, targetOffset);
    memory.setMemory(CHAINING_KEY, REMOTE_STATIC - CHAINING_KEY, (byte) 0);
  }

  void remoteStatic(MutableDirectBuffer target, int targetOffset) {
    target.putBytes(targetOffset, memory, REMOTE_STATIC, KEY_LENGTH);
  }

  void hash(MutableDirectBuffer target, int targetOffset) {
    target.putBytes(targetOffset, memory, HASH, HASH_LENGTH);
  }

  void wipe() {
    memory.setMemory(0, LENGTH, (byte) 0);
  }
}
