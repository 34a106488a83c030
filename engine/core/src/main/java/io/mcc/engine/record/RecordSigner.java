package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.engine.base.MemoryArena;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.Signatures;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes and signs the headers of this node's own records. Owned by the loop.
 *
 * <p>The value lies ready behind the place of the longest header; what a method returns is the
 * header's length, and the value is moved up to follow it.
 */
public final class RecordSigner {
  /** Where a value must lie, from where the header goes: behind the longest header. */
  public static final int VALUE_OFFSET = RecordHeader.LENGTH_MAX;

  private final RecordKeys keys;
  private final Signatures signatures;
  private final LocalIdentity identity;
  private final Id hash = new Id();
  private final RecordHeader header = new RecordHeader();
  private final UnsafeBuffer message;

  public RecordSigner(
      RecordKeys keys, Signatures signatures, LocalIdentity identity, MemoryArena scratch) {
    this.keys = keys;
    this.signatures = signatures;
    this.identity = identity;
    message = scratch.claim(RecordVerifier.PREFIX_LENGTH + RecordHeader.LENGTH_MAX);
  }

  /** This node's id, the publisher of all that is signed here. */
  Id nodeId() {
    return identity.nodeId();
  }

  /** Signs an immutable record; returns the length of header and value. */
  int signImmutable(
      MutableDirectBuffer target, int offset, String contentType, int valueLength, long expiryMs) {
    begin(target, offset, RecordKind.IMMUTABLE, 0, expiryMs).contentType(contentType).name("");
    int valueOffset = offset + VALUE_OFFSET;
    keys.immutableKey(
        target,
        header.contentTypeOffset(),
        header.contentTypeLength(),
        target,
        valueOffset,
        valueLength,
        hash);
    header.putKey(hash);
    return finish(target, offset, valueLength);
  }

  /** Signs a mutable record; returns the length of header and value. */
  public int signMutable(
      MutableDirectBuffer target,
      int offset,
      String name,
      String contentType,
      int valueLength,
      long sequence,
      long expiryMs) {
    begin(target, offset, RecordKind.MUTABLE, sequence, expiryMs)
        .contentType(contentType)
        .name(name);
    return finishMutable(target, offset, valueLength);
  }

  /** Signs that there is no record of a name any more; returns the length of the header. */
  int signTombstone(
      MutableDirectBuffer target, int offset, String name, long sequence, long expiryMs) {
    begin(target, offset, RecordKind.MUTABLE, sequence, expiryMs)
        .tombstone(true)
        .contentType("")
        .name(name);
    return finishMutable(target, offset, 0);
  }

  /** Signs one of this node's records again in place, with another expiry and nothing else. */
  void signAgain(MutableDirectBuffer record, int offset, int length, long expiryMs) {
    if (!header.wrapIfValid(record, offset, length)) {
      throw new IllegalStateException("a stored record of this node is malformed");
    }
    record.putLong(offset + RecordHeader.EXPIRY_OFFSET, expiryMs, ByteOrder.LITTLE_ENDIAN);
    sign(record);
  }

  private RecordHeader begin(
      MutableDirectBuffer target, int offset, RecordKind kind, long sequence, long expiryMs) {
    return header
        .wrap(target, offset)
        .kind(kind)
        .sequence(sequence)
        .expiryMs(expiryMs)
        .putPublisherKey(identity.publicKey(), 0)
        .putIdSalt(identity.idSalt(), 0);
  }

  private int finishMutable(MutableDirectBuffer target, int offset, int valueLength) {
    keys.mutableKey(identity.nodeId(), target, header.nameOffset(), header.nameLength(), hash);
    header.putKey(hash);
    return finish(target, offset, valueLength);
  }

  private int finish(MutableDirectBuffer target, int offset, int valueLength) {
    int valueOffset = offset + VALUE_OFFSET;
    header
        .valueLength(valueLength)
        .putValueHash(keys.valueHash(target, valueOffset, valueLength, hash));
    sign(target);
    target.putBytes(offset + header.length(), target, valueOffset, valueLength);
    return header.length() + valueLength;
  }

  private void sign(MutableDirectBuffer target) {
    int signedLength = header.signedLength();
    RecordVerifier.writePrefix(message, identity.networkId());
    message.putBytes(RecordVerifier.PREFIX_LENGTH, header.buffer(), header.offset(), signedLength);
    int messageLength = RecordVerifier.PREFIX_LENGTH + signedLength;
    signatures.sign(identity.secretKey(), 0, message, 0, messageLength, message, messageLength);
    target.putBytes(
        header.signatureOffset(), message, messageLength, RecordHeader.SIGNATURE_LENGTH);
  }
}
