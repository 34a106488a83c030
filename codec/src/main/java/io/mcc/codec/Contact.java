package io.mcc.codec;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Who and where: a node's id and its address in one or both families.
 *
 * <p>A mutable holder, reused by its one owner; not thread safe. On the wire: id 32, flags u8 (bit
 * 0 IPv4 follows, bit 1 IPv6 follows, the others are reserved and ignored), then 6 and/or 18 bytes.
 */
public final class Contact {
  /** Bytes on the wire with both addresses. */
  public static final int LENGTH_MAX = 57;

  /** What {@link #read} answers for malformed bytes. */
  public static final int MALFORMED = -1;

  private static final int FLAGS_OFFSET = Id.LENGTH;
  private static final int ADDRESS_OFFSET = FLAGS_OFFSET + 1;
  private static final int IPV4_FLAG = 1;
  private static final int IPV6_FLAG = 2;

  /** The node's id. */
  public final Id id = new Id();

  /** Its IPv4 address; not set when it has none. */
  public final Endpoint ipv4 = new Endpoint();

  /** Its IPv6 address; not set when it has none. */
  public final Endpoint ipv6 = new Endpoint();

  public Contact set(Contact other) {
    id.set(other.id);
    ipv4.set(other.ipv4);
    ipv6.set(other.ipv6);
    return this;
  }

  public Contact clear() {
    id.clear();
    ipv4.clear();
    ipv6.clear();
    return this;
  }

  public int encodedLength() {
    return encodedLength(flags());
  }

  private static int encodedLength(int flags) {
    return ADDRESS_OFFSET
        + ((flags & IPV4_FLAG) == 0 ? 0 : Endpoint.LENGTH_IPV4)
        + ((flags & IPV6_FLAG) == 0 ? 0 : Endpoint.LENGTH_IPV6);
  }

  private int flags() {
    return (ipv4.isSet() ? IPV4_FLAG : 0) | (ipv6.isSet() ? IPV6_FLAG : 0);
  }

  /**
   * Writes at most {@link #LENGTH_MAX} bytes.
   *
   * @return bytes written
   */
  public int write(MutableDirectBuffer buffer, int offset) {
    id.write(buffer, offset);
    buffer.putByte(offset + FLAGS_OFFSET, (byte) flags());
    int position = offset + ADDRESS_OFFSET;
    if (ipv4.isSet()) {
      ipv4.write4(buffer, position);
      position += Endpoint.LENGTH_IPV4;
    }
    if (ipv6.isSet()) {
      ipv6.write6(buffer, position);
      position += Endpoint.LENGTH_IPV6;
    }
    return position - offset;
  }

  /**
   * Reads a contact, if it is well formed: complete, with an address, each of them {@link
   * Endpoint#isContactable}, and no IPv4 address dressed as IPv6.
   *
   * @param limit first offset that must not be read
   * @return bytes read, or {@link #MALFORMED}; this holder keeps its content then
   */
  public int read(DirectBuffer buffer, int offset, int limit) {
    int length = validLength(buffer, offset, limit);
    if (length != MALFORMED) {
      readValid(buffer, offset);
    }
    return length;
  }

  /** Length of a well-formed contact, or {@link #MALFORMED}. */
  static int validLength(DirectBuffer buffer, int offset, int limit) {
    if (limit - offset < ADDRESS_OFFSET) {
      return MALFORMED;
    }
    int flags = flags(buffer, offset);
    int length = encodedLength(flags);
    boolean complete = flags != 0 && limit - offset >= length;
    return complete && areContactable(buffer, offset, flags) ? length : MALFORMED;
  }

  private static int flags(DirectBuffer buffer, int offset) {
    return buffer.getByte(offset + FLAGS_OFFSET) & (IPV4_FLAG | IPV6_FLAG);
  }

  private static boolean areContactable(DirectBuffer buffer, int offset, int flags) {
    int position = offset + ADDRESS_OFFSET;
    if ((flags & IPV4_FLAG) != 0) {
      int address = buffer.getInt(position, BIG_ENDIAN);
      if (!Endpoint.isContactable(address, buffer.getShort(position + 4))) {
        return false;
      }
      position += Endpoint.LENGTH_IPV4;
    }
    return (flags & IPV6_FLAG) == 0
        || Endpoint.isContactable(
            buffer.getLong(position, BIG_ENDIAN),
            buffer.getLong(position + 8, BIG_ENDIAN),
            buffer.getShort(position + 16));
  }

  /** Reads a contact that has been checked and tells its length. */
  int readValid(DirectBuffer buffer, int offset) {
    id.read(buffer, offset);
    int flags = flags(buffer, offset);
    int position = offset + ADDRESS_OFFSET;
    if ((flags & IPV4_FLAG) != 0) {
      ipv4.read4(buffer, position);
      position += Endpoint.LENGTH_IPV4;
    } else {
      ipv4.clear();
    }
    if ((flags & IPV6_FLAG) != 0) {
      ipv6.read6(buffer, position);
      position += Endpoint.LENGTH_IPV6;
    } else {
      ipv6.clear();
    }
    return position - offset;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Contact contact
        && id.equals(contact.id)
        && ipv4.equals(contact.ipv4)
        && ipv6.equals(contact.ipv6);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id + (ipv4.isSet() ? " " + ipv4 : "") + (ipv6.isSet() ? " " + ipv6 : "");
  }
}
