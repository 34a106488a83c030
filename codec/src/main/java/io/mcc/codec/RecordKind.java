package io.mcc.codec;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/** What a record is; u8 on the wire. The tag begins what its key is the hash of. */
public enum RecordKind {
  /** A kind this version doesn't know: never stored, never asked for. */
  UNKNOWN(0, "mcc-unk", false),
  /** Named by its content. */
  IMMUTABLE(1, "mcc-imm", false),
  /** Named by its owner and a name; replaced by a higher sequence. */
  MUTABLE(2, "mcc-mut", false),
  /** A provider's leased entry under a service's name. */
  REGISTRATION(3, "mcc-reg", true),
  /** A node's certificate. */
  CERTIFICATE(4, "mcc-crt", false),
  /** A certificate authority's list of revoked certificates. */
  CRL(5, "mcc-crl", false);

  /** Bytes of a tag: seven ASCII letters and a zero. */
  public static final int TAG_LENGTH = 8;

  private static final RecordKind[] BY_CODE = values();

  private final int code;
  private final long tag;
  private final boolean manyPublishers;

  RecordKind(int code, String tag, boolean manyPublishers) {
    this.code = code;
    this.tag = packed(tag);
    this.manyPublishers = manyPublishers;
  }

  private static long packed(String tag) {
    long packed = 0;
    byte[] letters = tag.getBytes(StandardCharsets.US_ASCII);
    for (int index = 0; index < letters.length; index++) {
      packed |= (long) letters[index] << index * Byte.SIZE;
    }
    return packed;
  }

  /** The code on the wire. */
  public int code() {
    return code;
  }

  /** Whether one key may hold a value of each of many publishers. */
  public boolean manyPublishers() {
    return manyPublishers;
  }

  /** Writes the tag's eight bytes. */
  public void writeTag(MutableDirectBuffer buffer, int offset) {
    buffer.putLong(offset, tag, LITTLE_ENDIAN);
  }

  /** The kind of a code; {@link #UNKNOWN} for one this version doesn't know. */
  public static RecordKind of(int code) {
    return code > 0 && code < BY_CODE.length ? BY_CODE[code] : UNKNOWN;
  }
}
