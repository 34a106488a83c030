package io.mcc.sim.adversary;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.engine.crypto.Digest;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.record.RecordKeys;
import io.mcc.sim.SimulatedIdentities;
import io.mcc.sim.SwarmCrypto;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes records that need not make sense, truly signed by one identity. What isn't set follows
 * from that identity and the content, as it should.
 */
public final class RecordForge {
  private static final byte[] CONTEXT = "mcc-record-sig\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_OFFSET = CONTEXT.length + LocalIdentity.NETWORK_ID_LENGTH;
  private static final int PREIMAGE_LENGTH_MAX = 128 * 1_024;

  private final UnsafeBuffer message =
      new UnsafeBuffer(ByteBuffer.allocateDirect(HEADER_OFFSET + RecordHeader.LENGTH_MAX));
  private final UnsafeBuffer preimage =
      new UnsafeBuffer(ByteBuffer.allocateDirect(PREIMAGE_LENGTH_MAX));
  private final UnsafeBuffer hash = new UnsafeBuffer(ByteBuffer.allocateDirect(Digest.HASH_LENGTH));
  private final RecordHeader header = new RecordHeader();
  private final SwarmCrypto crypto;
  private final RecordKeys keys;
  private final LocalIdentity signer;
  private byte[] idSalt;
  private long expiryMs;

  /**
   * @param expiryMs when what it writes expires, epoch milliseconds
   */
  public RecordForge(SwarmCrypto crypto, LocalIdentity signer, long expiryMs) {
    this.crypto = crypto;
    this.signer = signer;
    this.expiryMs = expiryMs;
    keys = new RecordKeys(crypto.digest(), signer.networkId());
    idSalt = new byte[LocalIdentity.ID_SALT_LENGTH];
    signer.idSalt().getBytes(0, idSalt);
    message.putBytes(0, CONTEXT);
    message.putBytes(CONTEXT.length, SimulatedIdentities.networkId());
  }

  /** Lets what it writes expire at another instant. */
  public RecordForge expiryMs(long expiryMs) {
    this.expiryMs = expiryMs;
    return this;
  }

  /** States another salt than the signer's. */
  public RecordForge idSalt(byte[] idSalt) {
    this.idSalt = idSalt.clone();
    return this;
  }

  /** The key of somebody's name. */
  public Id mutableKey(Id owner, String name) {
    return keys.mutableKey(owner, name, new Id());
  }

  /** A record of the signer's. */
  public KeptRecord mutable(String name, byte[] value, long sequence) {
    return mutable(mutableKey(signer.nodeId(), name), name, value, sequence);
  }

  /** A record of the signer's, which claims any key. */
  public KeptRecord mutable(Id key, String name, byte[] value, long sequence) {
    header
        .wrap(message, HEADER_OFFSET)
        .kind(RecordKind.MUTABLE)
        .sequence(sequence)
        .contentType("text/plain")
        .name(name);
    return sign(key, value);
  }

  /** An immutable record with the key that follows from its content. */
  public KeptRecord immutable(String contentType, byte[] value) {
    byte[] type = contentType.getBytes(StandardCharsets.US_ASCII);
    int typeOffset = RecordKind.TAG_LENGTH + 1;
    RecordKind.IMMUTABLE.writeTag(preimage, 0);
    preimage.putByte(RecordKind.TAG_LENGTH, (byte) type.length);
    preimage.putBytes(typeOffset, type);
    preimage.putBytes(typeOffset + type.length, value);
    return immutable(hash(typeOffset + type.length + value.length), contentType, value);
  }

  /** An immutable record that claims any key. */
  public KeptRecord immutable(Id key, String contentType, byte[] value) {
    header
        .wrap(message, HEADER_OFFSET)
        .kind(RecordKind.IMMUTABLE)
        .sequence(0)
        .contentType(contentType)
        .name("");
    return sign(key, value);
  }

  private Id hash(int length) {
    crypto.digest().hash(preimage, 0, length, hash, 0, Digest.HASH_LENGTH);
    return new Id().read(hash, 0);
  }

  private KeptRecord sign(Id key, byte[] value) {
    preimage.putBytes(0, value);
    header
        .expiryMs(expiryMs)
        .putPublisherKey(signer.publicKey(), 0)
        .putIdSalt(new UnsafeBuffer(idSalt), 0)
        .putKey(key)
        .valueLength(value.length)
        .putValueHash(hash(value.length));
    int signedLength = HEADER_OFFSET + header.signedLength();
    crypto
        .signatures()
        .sign(signer.secretKey(), 0, message, 0, signedLength, message, signedLength);
    int headerLength = header.signedLength() + Signatures.SIGNATURE_LENGTH;
    UnsafeBuffer record = new UnsafeBuffer(new byte[headerLength + value.length]);
    record.putBytes(0, message, HEADER_OFFSET, headerLength);
    record.putBytes(headerLength, value);
    return new KeptRecord(record, 0, record.capacity());
  }
}
