package io.mcc.codec;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A UDP address: 128 bits and a port.
 *
 * <p>A mutable holder, reused by its one owner; not thread safe. IPv4 is held as {@code
 * ::ffff:a.b.c.d}, so that one address has one spelling before any limit sees it. Port 0 means
 * absent.
 */
public final class Endpoint {
  /** Bytes of an IPv4 endpoint on the wire: address in network order, port u16. */
  public static final int LENGTH_IPV4 = 6;

  /** Bytes of an IPv6 endpoint on the wire: address in network order, port u16. */
  public static final int LENGTH_IPV6 = 18;

  private static final long KEY_FACTOR = 0x9E37_79B9_7F4A_7C15L;
  private static final long MAPPED = 0x0000_FFFFL << 32;
  private static final long IPV4_SPACE = 1L << 63;
  private static final int PORT_MAX = 0xFFFF;
  private static final int SHARED_SPACE = 100 << 2 | 64 >>> 6;
  private static final int LINK_LOCAL_IPV4 = 0xA9FE;
  private static final int LINK_LOCAL_IPV6 = 0x3FA;

  private long high;
  private long low;
  private int port;

  /**
   * Sets a 128-bit address; an IPv4-mapped one becomes IPv4.
   *
   * @param high the first eight bytes, read big-endian
   * @param low the last eight bytes, read big-endian
   */
  public Endpoint set(long high, long low, int port) {
    this.high = high;
    this.low = low;
    this.port = port & PORT_MAX;
    return this;
  }

  /**
   * Sets an IPv4 address.
   *
   * @param address its four bytes, read big-endian
   */
  public Endpoint setIpv4(int address, int port) {
    return set(0, MAPPED | (address & 0xFFFF_FFFFL), port);
  }

  public Endpoint set(Endpoint other) {
    return set(other.high, other.low, other.port);
  }

  public Endpoint clear() {
    return set(0, 0, 0);
  }

  public boolean isSet() {
    return port != 0;
  }

  /** The first eight bytes of the 128-bit address, read big-endian. */
  public long high() {
    return high;
  }

  /** The last eight bytes of the 128-bit address, read big-endian. */
  public long low() {
    return low;
  }

  public int port() {
    return port;
  }

  /** 64 bits that tell endpoints apart: exact for IPv4, mixed for IPv6; 0 where it isn't set. */
  public long key() {
    long address = isIpv4() ? low & 0xFFFF_FFFFL : (high ^ Long.rotateLeft(low, 31)) * KEY_FACTOR;
    return address << Short.SIZE | port;
  }

  /** The four bytes of an IPv4 address, read big-endian. */
  public int ipv4() {
    return (int) low;
  }

  public boolean isIpv4() {
    return isMapped(high, low);
  }

  /** 127.0.0.0/8 or ::1. */
  public boolean isLoopback() {
    return isIpv4() ? ipv4() >>> 24 == 127 : high == 0 && low == 1;
  }

  /** 169.254.0.0/16 or fe80::/10. */
  public boolean isLinkLocal() {
    return isIpv4() ? ipv4() >>> 16 == LINK_LOCAL_IPV4 : high >>> 54 == LINK_LOCAL_IPV6;
  }

  /**
   * RFC 1918, 100.64.0.0/10 (RFC 6598: behind a carrier's NAT, and what overlay networks hand out),
   * fc00::/7 (RFC 4193), or link-local.
   */
  public boolean isPrivate() {
    if (!isIpv4()) {
      return high >>> 57 == 0x7E || isLinkLocal();
    }
    int address = ipv4();
    return address >>> 24 == 10
        || address >>> 20 == 0xAC1
        || address >>> 16 == 0xC0A8
        || address >>> 22 == SHARED_SPACE
        || isLinkLocal();
  }

  /** Loopback or private: it means nothing to who is elsewhere. */
  public boolean isLocal() {
    return isLoopback() || isPrivate();
  }

  /**
   * Whether a contact may carry this address: a unicast address with a port, not unspecified, not
   * multicast, not reserved, not link-local (which means nothing on another link).
   */
  public boolean isContactable() {
    return isIpv4() ? isContactable(ipv4(), port) : isContactable(high, low, port);
  }

  static boolean isContactable(int address, int port) {
    int firstByte = address >>> 24;
    return port != 0 && firstByte != 0 && firstByte < 224 && address >>> 16 != LINK_LOCAL_IPV4;
  }

  static boolean isContactable(long high, long low, int port) {
    return port != 0
        && (high | low) != 0
        && high >>> 56 != 0xFF
        && high >>> 54 != LINK_LOCAL_IPV6
        && !isMapped(high, low);
  }

  private static boolean isMapped(long high, long low) {
    return high == 0 && low >>> 32 == MAPPED >>> 32;
  }

  /** The /24 of an IPv4 or the /56 of an IPv6 address; the two never collide. */
  public long prefix() {
    return isIpv4() ? prefixOf(ipv4()) : prefixOf(high);
  }

  /** The {@link #prefix} of an IPv4 address. */
  public static long prefixOf(int ipv4) {
    return IPV4_SPACE | ipv4 >>> 8;
  }

  /** The {@link #prefix} of an IPv6 address that begins with these eight bytes. */
  public static long prefixOf(long high) {
    return high >>> 8;
  }

  public void write4(MutableDirectBuffer buffer, int offset) {
    buffer.putInt(offset, ipv4(), BIG_ENDIAN);
    buffer.putShort(offset + 4, (short) port, LITTLE_ENDIAN);
  }

  public Endpoint read4(DirectBuffer buffer, int offset) {
    return setIpv4(buffer.getInt(offset, BIG_ENDIAN), buffer.getShort(offset + 4, LITTLE_ENDIAN));
  }

  public void write6(MutableDirectBuffer buffer, int offset) {
    buffer.putLong(offset, high, BIG_ENDIAN);
    buffer.putLong(offset + 8, low, BIG_ENDIAN);
    buffer.putShort(offset + 16, (short) port, LITTLE_ENDIAN);
  }

  public Endpoint read6(DirectBuffer buffer, int offset) {
    return set(
        buffer.getLong(offset, BIG_ENDIAN),
        buffer.getLong(offset + 8, BIG_ENDIAN),
        buffer.getShort(offset + 16, LITTLE_ENDIAN));
  }

  /** {@code 1.2.3.4:5} or {@code [::1]:5} (RFC 5952). */
  public String text() {
    return EndpointText.format(this);
  }

  /**
   * Reads the text form; numeric addresses only, nothing is resolved.
   *
   * @throws IllegalArgumentException when it isn't an address with a port from 0 to 65535
   */
  public static Endpoint parse(String text) {
    return EndpointText.parse(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Endpoint endpoint
        && high == endpoint.high
        && low == endpoint.low
        && port == endpoint.port;
  }

  @Override
  public int hashCode() {
    long mixed = ((high * 31 + low) * 31 + port) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }

  @Override
  public String toString() {
    return text();
  }
}
