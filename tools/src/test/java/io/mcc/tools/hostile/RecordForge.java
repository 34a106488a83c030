package io.mcc.tools.hostile;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.engine.crypto.Digest;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.record.RecordKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Signs mutable records of an identity, right in every respect. Owned by one thread. */
final class RecordForge {
  private static final byte[] CONTEXT = "mcc-record-sig\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int PREFIX_LENGTH = CONTEXT.length + LocalIdentity.NETWORK_ID_LENGTH;
  private static final String CONTENT_TYPE = "text/plain";
  private static final long LIFETIME_MS = 3_600_000;

  /** A record as it travels; {@code value} is what its header speaks of. */
  record Record(byte[] header, byte[] value, Id key) {}

  private final UnsafeBuffer memory = direct(PREFIX_LENGTH + RecordHeader.LENGTH_MAX);
  private final UnsafeBuffer signature = direct(Signatures.SIGNATURE_LENGTH);
  private final UnsafeBuffer hash = direct(Digest.HASH_LENGTH);
  private final UnsafeBuffer scratch = direct(RecordHeader.VALUE_LENGTH_MAX);
  private final RecordHeader header = new RecordHeader();
  private final Digest digest;
  private final RecordKeys keys;
  private final LocalIdentity identity;
  private final Signatures signatures;

  RecordForge(LocalIdentity identity, Digest digest, Signatures signatures) {
    this.digest = digest;
    keys = new RecordKeys(digest, identity.networkId());
    this.identity = identity;
    this.signatures = signatures;
    memory.putBytes(0, CONTEXT);
    memory.putBytes(CONTEXT.length, identity.networkId(), 0, LocalIdentity.NETWORK_ID_LENGTH);
  }

  private static UnsafeBuffer direct(int length) {
    return new UnsafeBuffer(ByteBuffer.allocateDirect(length));
  }

  private Id hash(byte[] value) {
    scratch.putBytes(0, value);
    digest.hash(scratch, 0, value.length, hash, 0, Digest.HASH_LENGTH);
    return new Id().read(hash, 0);
  }

  Record sign(String name, byte[] value, long sequence) {
    Id key = keys.mutableKey(identity.nodeId(), name, new Id());
    header
        .wrap(memory, PREFIX_LENGTH)
        .kind(RecordKind.MUTABLE)
        .sequence(sequence)
        .expiryMs(System.currentTimeMillis() + LIFETIME_MS)
        .putPublisherKey(identity.publicKey(), 0)
        .putIdSalt(identity.idSalt(), 0)
        .contentType(CONTENT_TYPE)
        .name(name)
        .putKey(key)
        .valueLength(value.length)
        .putValueHash(hash(value));
    int signedLength = PREFIX_LENGTH + header.signedLength();
    signatures.sign(identity.secretKey(), 0, memory, 0, signedLength, signature, 0);
    header.putSignature(signature, 0);
    byte[] bytes = new byte[header.length()];
    memory.getBytes(PREFIX_LENGTH, bytes);
    return new Record(bytes, value, key);
  }
}
