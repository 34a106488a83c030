package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.engine.crypto.Digest;
import io.mcc.engine.crypto.NodeIds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Every hash that records need: the publisher's node id, the keys of the kinds, the hash of a
 * value, and the hash that orders two values of one sequence. Owned by the loop.
 *
 * <p>Preimages are put together in direct memory first, because that is where {@link Digest} wants
 * them; no two of them can collide, because each begins with a text or tag of its own and has no
 * two neighbouring parts of open length.
 */
public final class RecordKeys {
  /** Bytes of the hash that orders two values. */
  static final int ORDER_HASH_LENGTH = 16;

  private final Digest digest;
  private final NodeIds nodeIds;
  private final ScratchBuffer preimages = new ScratchBuffer();
  private final UnsafeBuffer hash = new UnsafeBuffer(ByteBuffer.allocateDirect(Digest.HASH_LENGTH));
  private final Id valueHash = new Id();

  /**
   * @param networkId 16 bytes
   */
  public RecordKeys(Digest digest, DirectBuffer networkId) {
    this.digest = digest;
    nodeIds = new NodeIds(digest, networkId);
  }

  /** The node id of a record's publisher. */
  Id publisherId(RecordHeader header, Id into) {
    nodeIds.derive(
        header.buffer(), header.publisherKeyOffset(), header.buffer(), header.idSaltOffset(), into);
    return into;
  }

  /**
   * The key of an immutable record: H(tag ‖ length of the content type u8 ‖ content type ‖ value).
   * Without the length a byte could wander from the type to the value under the same key.
   */
  Id immutableKey(
      DirectBuffer contentType,
      int contentTypeOffset,
      int contentTypeLength,
      DirectBuffer value,
      int valueOffset,
      int valueLength,
      Id into) {
    int length = RecordKind.TAG_LENGTH + 1 + contentTypeLength + valueLength;
    UnsafeBuffer preimage = preimages.ensure(length);
    RecordKind.IMMUTABLE.writeTag(preimage, 0);
    preimage.putByte(RecordKind.TAG_LENGTH, (byte) contentTypeLength);
    int position = RecordKind.TAG_LENGTH + 1;
    preimage.putBytes(position, contentType, contentTypeOffset, contentTypeLength);
    preimage.putBytes(position + contentTypeLength, value, valueOffset, valueLength);
    return hashScratch(length, into);
  }

  /** The key of a mutable record: H(tag ‖ owner's node id ‖ name). */
  Id mutableKey(Id owner, DirectBuffer name, int nameOffset, int nameLength, Id into) {
    int length = RecordKind.TAG_LENGTH + Id.LENGTH + nameLength;
    UnsafeBuffer preimage = preimages.ensure(length);
    RecordKind.MUTABLE.writeTag(preimage, 0);
    owner.write(preimage, RecordKind.TAG_LENGTH);
    preimage.putBytes(RecordKind.TAG_LENGTH + Id.LENGTH, name, nameOffset, nameLength);
    return hashScratch(length, into);
  }

  /** The key of an owner's mutable record by its name. */
  public Id mutableKey(Id owner, String name, Id into) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    return mutableKey(owner, new UnsafeBuffer(bytes), 0, bytes.length, into);
  }

  /** The hash of a value: BLAKE2b-256. */
  Id valueHash(DirectBuffer value, int valueOffset, int valueLength, Id into) {
    preimages.ensure(Math.max(valueLength, 1)).putBytes(0, value, valueOffset, valueLength);
    return hashScratch(valueLength, into);
  }

  /**
   * Writes the hash that orders values of one sequence: BLAKE2b-128(hash of the value ‖ flags ‖
   * content type). It follows from the header alone, so that who loses is known before a long value
   * is pulled.
   */
  void orderHash(RecordHeader header, RecordSummary into) {
    int length = Id.LENGTH + 1 + header.contentTypeLength();
    UnsafeBuffer preimage = preimages.ensure(length);
    header.valueHash(valueHash).write(preimage, 0);
    into.valueWord = valueHash.word(0);
    preimage.putByte(Id.LENGTH, (byte) header.flags());
    preimage.putBytes(
        Id.LENGTH + 1, header.buffer(), header.contentTypeOffset(), header.contentTypeLength());
    digest.hash(preimage, 0, length, hash, 0, ORDER_HASH_LENGTH);
    into.orderHash(hash, 0);
  }

  private Id hashScratch(int length, Id into) {
    digest.hash(preimages.buffer(), 0, length, hash, 0, Digest.HASH_LENGTH);
    return into.read(hash, 0);
  }
}
