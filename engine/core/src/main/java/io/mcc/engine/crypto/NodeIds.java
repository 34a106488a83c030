package io.mcc.engine.crypto;

import io.mcc.codec.Id;
import io.mcc.engine.base.MemoryArena;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Derives node ids: BLAKE2b-256("mcc-nid" ‖ network id ‖ id salt ‖ public key). Holds scratch
 * memory; owned by one thread.
 */
public final class NodeIds {
  private static final byte[] PREFIX = "mcc-nid".getBytes(StandardCharsets.US_ASCII);
  private static final int SALT_OFFSET = PREFIX.length + LocalIdentity.NETWORK_ID_LENGTH;
  private static final int KEY_OFFSET = SALT_OFFSET + LocalIdentity.ID_SALT_LENGTH;
  private static final int LENGTH = KEY_OFFSET + Signatures.PUBLIC_KEY_LENGTH;

  private static final int BLOCK_LENGTH = 128;

  private final Digest digest;
  private final MemoryArena memory = new MemoryArena(BLOCK_LENGTH);
  private final UnsafeBuffer preimage = memory.claim(LENGTH);
  private final UnsafeBuffer hash = memory.claim(Digest.HASH_LENGTH);
  private boolean derived;

  public NodeIds(Digest digest, DirectBuffer networkId) {
    this.digest = digest;
    preimage.putBytes(0, PREFIX);
    preimage.putBytes(PREFIX.length, networkId, 0, LocalIdentity.NETWORK_ID_LENGTH);
  }

  /** Sets {@code target} to the id of a public key (32 bytes) with a salt (16 bytes). */
  public void derive(
      DirectBuffer publicKey, int publicKeyOffset, DirectBuffer salt, int saltOffset, Id target) {
    if (!isOfLast(publicKey, publicKeyOffset, salt, saltOffset)) {
      preimage.putBytes(SALT_OFFSET, salt, saltOffset, LocalIdentity.ID_SALT_LENGTH);
      preimage.putBytes(KEY_OFFSET, publicKey, publicKeyOffset, Signatures.PUBLIC_KEY_LENGTH);
      digest.hash(preimage, 0, LENGTH, hash, 0, Digest.HASH_LENGTH);
      derived = true;
    }
    target.read(hash, 0);
  }

  /** Records come in runs of one publisher, a journal's above all. */
  private boolean isOfLast(
      DirectBuffer publicKey, int publicKeyOffset, DirectBuffer salt, int saltOffset) {
    return derived
        && isEqual(KEY_OFFSET, publicKey, publicKeyOffset, Signatures.PUBLIC_KEY_LENGTH)
        && isEqual(SALT_OFFSET, salt, saltOffset, LocalIdentity.ID_SALT_LENGTH);
  }

  private boolean isEqual(int offset, DirectBuffer other, int otherOffset, int length) {
    for (int i = 0; i < length; i += Long.BYTES) {
      if (preimage.getLong(offset + i) != other.getLong(otherOffset + i)) {
        return false;
      }
    }
    return true;
  }
}
