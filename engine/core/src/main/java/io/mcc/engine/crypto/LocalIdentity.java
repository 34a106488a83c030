package io.mcc.engine.crypto;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.mcc.codec.Id;
import io.mcc.engine.base.MemoryArena;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Who this node is, as the core needs it: keys in direct memory, ready for use. Made once at
 * launch, read by the loop, wiped at the end. Never printed.
 */
public final class LocalIdentity implements AutoCloseable {
  /** Bytes of a network id. */
  public static final int NETWORK_ID_LENGTH = 16;

  /** Bytes of an id salt. */
  public static final int ID_SALT_LENGTH = 16;

  /** Holds all there is but a long certificate path. */
  private static final int BLOCK_LENGTH = 512;

  private static final byte[] STATIC_SEED_CONTEXT =
      "mcc-x25519-seed\0".getBytes(StandardCharsets.US_ASCII);

  private final MemoryArena memory = new MemoryArena(BLOCK_LENGTH);
  private final UnsafeBuffer networkId = memory.claim(NETWORK_ID_LENGTH);
  private final UnsafeBuffer idSalt = memory.claim(ID_SALT_LENGTH);
  private final UnsafeBuffer secretKey = memory.claim(Signatures.SECRET_KEY_LENGTH);
  private final UnsafeBuffer publicKey = memory.claim(Signatures.PUBLIC_KEY_LENGTH);
  private final UnsafeBuffer staticKeys = memory.claim(2 * KeyAgreement.KEY_LENGTH);
  private final UnsafeBuffer bindingSignature = memory.claim(Signatures.SIGNATURE_LENGTH);
  private final UnsafeBuffer certificatePath;
  private final Id nodeId = new Id();
  private final String label;
  private final long notAfterMs;

  /**
   * Derives everything from the identity's seed.
   *
   * @param seed the Ed25519 private key, 32 bytes; the caller wipes its copy
   * @param certificatePath leaf first, DER
   * @param notAfterMs last instant of the leaf's validity, epoch milliseconds
   */
  public LocalIdentity(
      byte[] networkId,
      byte[] seed,
      byte[] idSalt,
      String label,
      byte[] certificatePath,
      long notAfterMs,
      Signatures signatures,
      KeyAgreement agreement,
      Digest digest) {
    this.networkId.putBytes(0, networkId);
    this.idSalt.putBytes(0, idSalt);
    this.label = label;
    this.notAfterMs = notAfterMs;
    this.certificatePath = memory.claim(certificatePath.length);
    this.certificatePath.putBytes(0, certificatePath);
    MemoryArena scratch = new MemoryArena(BLOCK_LENGTH);
    deriveKeys(seed, signatures, agreement, digest, scratch);
    new NodeIds(digest, this.networkId).derive(publicKey, 0, this.idSalt, 0, nodeId);
    signBinding(signatures, scratch);
  }

  private void deriveKeys(
      byte[] seed,
      Signatures signatures,
      KeyAgreement agreement,
      Digest digest,
      MemoryArena scratch) {
    UnsafeBuffer seedCopy = scratch.claim(Signatures.SEED_LENGTH);
    UnsafeBuffer context = scratch.claim(STATIC_SEED_CONTEXT.length);
    seedCopy.putBytes(0, seed);
    context.putBytes(0, STATIC_SEED_CONTEXT);
    signatures.expandSeed(seedCopy, 0, secretKey, 0);
    publicKey.putBytes(0, secretKey, Signatures.SEED_LENGTH, Signatures.PUBLIC_KEY_LENGTH);
    digest.keyedHash(
        context, 0, context.capacity(), seedCopy, 0, Signatures.SEED_LENGTH, staticKeys, 0, 32);
    agreement.publicKey(staticKeys, 0, staticKeys, KeyAgreement.KEY_LENGTH);
    seedCopy.setMemory(0, Signatures.SEED_LENGTH, (byte) 0);
  }

  private void signBinding(Signatures signatures, MemoryArena scratch) {
    StaticKeyBinding binding = new StaticKeyBinding(networkId, scratch);
    binding.set(staticKeys, KeyAgreement.KEY_LENGTH, notAfterMs);
    signatures.sign(secretKey, 0, binding.bytes(), 0, StaticKeyBinding.LENGTH, bindingSignature, 0);
  }

  /** 16 bytes. */
  public DirectBuffer networkId() {
    return networkId;
  }

  /** The node id; not to be changed. */
  public Id nodeId() {
    return nodeId;
  }

  /** The normalised label. */
  public String label() {
    return label;
  }

  /** 16 bytes; all zero where self-signed. */
  public DirectBuffer idSalt() {
    return idSalt;
  }

  /** The Ed25519 public key, 32 bytes. */
  public DirectBuffer publicKey() {
    return publicKey;
  }

  /** The Ed25519 secret key as {@link Signatures#sign} takes it, 64 bytes. */
  public DirectBuffer secretKey() {
    return secretKey;
  }

  /** The X25519 static secret key, then its public key, 64 bytes. */
  public DirectBuffer staticKeys() {
    return staticKeys;
  }

  /** The signature that binds the static key to the identity, 64 bytes. */
  public DirectBuffer bindingSignature() {
    return bindingSignature;
  }

  /** The certificate path, leaf first, DER. */
  public DirectBuffer certificatePath() {
    return certificatePath;
  }

  /** Until when the certificate and the binding hold, epoch milliseconds. */
  public long notAfterMs() {
    return notAfterMs;
  }

  /** Wipes the secrets. */
  @Override
  public void close() {
    secretKey.setMemory(0, secretKey.capacity(), (byte) 0);
    staticKeys.setMemory(0, staticKeys.capacity(), (byte) 0);
  }

  /** What a binding signature is over. Reusable; owned by one thread. */
  public static final class StaticKeyBinding {
    /** Bytes signed: context 16, network id 16, static key 32, notAfter 8. */
    public static final int LENGTH = 72;

    private static final byte[] CONTEXT = "mcc-static-bind\0".getBytes(StandardCharsets.US_ASCII);

    private final DirectBuffer networkId;
    private final UnsafeBuffer bytes;

    public StaticKeyBinding(DirectBuffer networkId, MemoryArena scratch) {
      this.networkId = networkId;
      bytes = scratch.claim(LENGTH);
    }

    /** Sets what is bound, to be used at once: it lies in scratch memory. */
    public void set(DirectBuffer staticKey, int offset, long notAfterMs) {
      bytes.putBytes(0, CONTEXT);
      bytes.putBytes(16, networkId, 0, NETWORK_ID_LENGTH);
      bytes.putBytes(32, staticKey, offset, KeyAgreement.KEY_LENGTH);
      bytes.putLong(64, notAfterMs, LITTLE_ENDIAN);
    }

    /** {@link #LENGTH} bytes in direct memory. */
    public DirectBuffer bytes() {
      return bytes;
    }
  }
}
