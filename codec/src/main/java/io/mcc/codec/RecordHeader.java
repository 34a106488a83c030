package io.mcc.codec;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The signed header of a record; its value follows it, or is pulled.
 *
 * <p>Writing: {@link #wrap}, the fixed fields in any order, then {@link #contentType(String)}, then
 * {@link #name(String)}, then the signature over the first {@link #signedLength()} bytes.
 */
public final class RecordHeader extends Flyweight {
  /** Bytes before content type and name. */
  public static final int FIXED_LENGTH = 136;

  public static final int PUBLISHER_KEY_LENGTH = 32;
  public static final int ID_SALT_LENGTH = 16;
  public static final int SIGNATURE_LENGTH = 64;
  public static final int CONTENT_TYPE_LENGTH_MAX = 127;
  public static final int NAME_LENGTH_MAX = 128;
  public static final int VALUE_LENGTH_MAX = 65_536;

  /** Bytes of a header with the longest content type and name. */
  public static final int LENGTH_MAX =
      FIXED_LENGTH + CONTENT_TYPE_LENGTH_MAX + NAME_LENGTH_MAX + SIGNATURE_LENGTH;

  /** Longest value that travels with its header. */
  public static final int INLINE_VALUE_LENGTH_MAX = 900;

  public static final int PUBLISHER_KEY_OFFSET = 24;
  public static final int ID_SALT_OFFSET = 56;
  public static final int KEY_OFFSET = 72;
  public static final int VALUE_HASH_OFFSET = 104;

  private static final int KIND_OFFSET = 0;
  private static final int FLAGS_OFFSET = 1;
  private static final int CONTENT_TYPE_LENGTH_OFFSET = 2;
  private static final int NAME_LENGTH_OFFSET = 3;
  private static final int VALUE_LENGTH_OFFSET = 4;
  private static final int SEQUENCE_OFFSET = 8;
  public static final int EXPIRY_OFFSET = 16;
  private static final int CONTENT_TYPE_OFFSET = FIXED_LENGTH;
  private static final int TOMBSTONE_FLAG = 1;

  /** Wraps for writing; kind, flags and lengths begin at zero. */
  public RecordHeader wrap(MutableDirectBuffer buffer, int offset) {
    wrapForWriting(buffer, offset);
    int64(KIND_OFFSET, 0);
    return this;
  }

  /**
   * Wraps a received header if it is well formed: complete, every length within its limit, content
   * type and name in their alphabets. A kind that isn't known is well formed.
   *
   * @return false when malformed; the accessors must not be called then
   */
  public boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
    if (length < FIXED_LENGTH + SIGNATURE_LENGTH) {
      return false;
    }
    wrapForReading(buffer, offset);
    return contentTypeLength() <= CONTENT_TYPE_LENGTH_MAX
        && nameLength() <= NAME_LENGTH_MAX
        && Integer.compareUnsigned(valueLength(), VALUE_LENGTH_MAX) <= 0
        && length() <= length
        && RecordText.isContentType(buffer, contentTypeOffset(), contentTypeLength())
        && RecordText.isName(buffer, nameOffset(), nameLength());
  }

  /** Whether a value of this length travels with a header of this length in one datagram. */
  public static boolean isInline(int headerLength, int valueLength) {
    return valueLength <= INLINE_VALUE_LENGTH_MAX
        && RecordMessage.RECORD_OFFSET + headerLength + valueLength
            <= FrameHeader.PAYLOAD_LENGTH_MAX;
  }

  /** Bytes of this header, signature included; the value is no part of it. */
  public int length() {
    return signedLength() + SIGNATURE_LENGTH;
  }

  /** Bytes that the signature covers, from the beginning. */
  public int signedLength() {
    return FIXED_LENGTH + contentTypeLength() + nameLength();
  }

  /** Where the signature begins in {@link #buffer()}. */
  public int signatureOffset() {
    return offset() + signedLength();
  }

  /** The kind; {@link RecordKind#UNKNOWN} when this version doesn't know it. */
  public RecordKind kind() {
    return RecordKind.of(unsignedByte(KIND_OFFSET));
  }

  public RecordHeader kind(RecordKind kind) {
    unsignedByte(KIND_OFFSET, kind.code());
    return this;
  }

  /** All eight flags as signed. */
  public int flags() {
    return unsignedByte(FLAGS_OFFSET);
  }

  /** Whether this record says that there is none any more. */
  public boolean tombstone() {
    return (flags() & TOMBSTONE_FLAG) != 0;
  }

  public RecordHeader tombstone(boolean tombstone) {
    unsignedByte(FLAGS_OFFSET, tombstone ? flags() | TOMBSTONE_FLAG : flags() & ~TOMBSTONE_FLAG);
    return this;
  }

  /** Bytes of the value, 0 to 65,536. */
  public int valueLength() {
    return int32(VALUE_LENGTH_OFFSET);
  }

  public RecordHeader valueLength(int valueLength) {
    int32(VALUE_LENGTH_OFFSET, valueLength);
    return this;
  }

  /** Sequence, an unsigned 64-bit value. */
  public long sequence() {
    return int64(SEQUENCE_OFFSET);
  }

  public RecordHeader sequence(long sequence) {
    int64(SEQUENCE_OFFSET, sequence);
    return this;
  }

  /** Instant of expiry, milliseconds since 1970 (UTC). */
  public long expiryMs() {
    return int64(EXPIRY_OFFSET);
  }

  public RecordHeader expiryMs(long expiryMs) {
    int64(EXPIRY_OFFSET, expiryMs);
    return this;
  }

  /** Where the publisher's 32-byte public key begins in {@link #buffer()}. */
  public int publisherKeyOffset() {
    return offset() + PUBLISHER_KEY_OFFSET;
  }

  public RecordHeader putPublisherKey(DirectBuffer source, int sourceOffset) {
    putBytes(PUBLISHER_KEY_OFFSET, source, sourceOffset, PUBLISHER_KEY_LENGTH);
    return this;
  }

  /** Where the publisher's 16-byte id salt begins in {@link #buffer()}. */
  public int idSaltOffset() {
    return offset() + ID_SALT_OFFSET;
  }

  public RecordHeader putIdSalt(DirectBuffer source, int sourceOffset) {
    putBytes(ID_SALT_OFFSET, source, sourceOffset, ID_SALT_LENGTH);
    return this;
  }

  /** Copies the record's key. */
  public Id key(Id into) {
    return id(KEY_OFFSET, into);
  }

  public RecordHeader putKey(Id key) {
    putId(KEY_OFFSET, key);
    return this;
  }

  /** Copies the hash of the value. */
  public Id valueHash(Id into) {
    return id(VALUE_HASH_OFFSET, into);
  }

  public RecordHeader putValueHash(Id valueHash) {
    putId(VALUE_HASH_OFFSET, valueHash);
    return this;
  }

  public int contentTypeLength() {
    return unsignedByte(CONTENT_TYPE_LENGTH_OFFSET);
  }

  /** Where the content type begins in {@link #buffer()}. */
  public int contentTypeOffset() {
    return offset() + CONTENT_TYPE_OFFSET;
  }

  /** The content type as text; allocates. */
  public String contentType() {
    return RecordText.read(buffer(), contentTypeOffset(), contentTypeLength());
  }

  /**
   * Writes the content type, before the name.
   *
   * @throws IllegalArgumentException when it is longer than 32 or not printable ASCII
   */
  public RecordHeader contentType(String contentType) {
    byte[] bytes = contentType.getBytes(StandardCharsets.UTF_8);
    RecordText.write(target(), contentTypeOffset(), bytes, CONTENT_TYPE_LENGTH_MAX);
    unsignedByte(CONTENT_TYPE_LENGTH_OFFSET, bytes.length);
    RecordText.require(
        RecordText.isContentType(buffer(), contentTypeOffset(), bytes.length), "content type");
    return this;
  }

  public int nameLength() {
    return unsignedByte(NAME_LENGTH_OFFSET);
  }

  /** Where the name begins in {@link #buffer()}. */
  public int nameOffset() {
    return contentTypeOffset() + contentTypeLength();
  }

  /** The name as text; allocates. */
  public String name() {
    return RecordText.read(buffer(), nameOffset(), nameLength());
  }

  /**
   * Writes the name, after the content type.
   *
   * @throws IllegalArgumentException when it is longer than 128 or not of {@code [A-Za-z0-9._~-]}
   */
  public RecordHeader name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    RecordText.write(target(), nameOffset(), bytes, NAME_LENGTH_MAX);
    unsignedByte(NAME_LENGTH_OFFSET, bytes.length);
    RecordText.require(RecordText.isName(buffer(), nameOffset(), bytes.length), "name");
    return this;
  }

  public RecordHeader putSignature(DirectBuffer source, int sourceOffset) {
    putBytes(signedLength(), source, sourceOffset, SIGNATURE_LENGTH);
    return this;
  }
}
