package io.mcc.sim.adversary;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A record as somebody sent it: header, then value. Immutable. */
public final class KeptRecord {
  private final UnsafeBuffer bytes;
  private final RecordHeader header = new RecordHeader();

  /**
   * @param length of header and value
   */
  public KeptRecord(DirectBuffer source, int offset, int length) {
    byte[] copy = new byte[length];
    source.getBytes(offset, copy);
    bytes = new UnsafeBuffer(copy);
    if (!header.wrapIfValid(bytes, 0, length)) {
      throw new IllegalArgumentException("a malformed record");
    }
  }

  /** Header and value from 0 on; not to be changed. */
  public UnsafeBuffer bytes() {
    return bytes;
  }

  int headerLength() {
    return header.length();
  }

  int valueLength() {
    return header.valueLength();
  }

  boolean isInline() {
    return RecordHeader.isInline(header.length(), header.valueLength());
  }

  /** Its key, a copy. */
  public Id key() {
    return header.key(new Id());
  }

  /** The hash of its value, a copy. */
  Id valueHash() {
    return header.valueHash(new Id());
  }

  RecordKind kind() {
    return header.kind();
  }

  /** Its sequence. */
  public long sequence() {
    return header.sequence();
  }

  long expiryMs() {
    return header.expiryMs();
  }

  /** A copy with one byte changed. */
  public KeptRecord withByte(int offset, byte value) {
    KeptRecord copy = new KeptRecord(bytes, 0, bytes.capacity());
    copy.bytes.putByte(offset, value);
    return copy;
  }
}
