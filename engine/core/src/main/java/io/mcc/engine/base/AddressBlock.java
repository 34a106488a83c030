package io.mcc.engine.base;

import io.mcc.codec.Endpoint;

/**
 * A block of addresses as routers know it: all that begin with the same bits, {@code
 * 203.0.113.0/24} or {@code 2001:db8::/32}. Immutable.
 *
 * @param high the first eight bytes of its first address, read big-endian
 * @param low the last eight bytes
 * @param fixedBits leading bits that all have in common, of the 128 as which IPv4 is held too
 */
public record AddressBlock(long high, long low, int fixedBits) {
  /** Nobody owns more of IPv4 than a /8. */
  public static final int LENGTH_MIN_IPV4 = 8;

  /** Nobody owns more of IPv6 than a /16. */
  public static final int LENGTH_MIN_IPV6 = 16;

  private static final int LENGTH_MAX_IPV4 = 32;
  private static final int LENGTH_MAX_IPV6 = 128;

  private static final int PREFIX_LENGTH_IPV4 = 24;
  private static final int PREFIX_LENGTH_IPV6 = 56;

  /** Bits before an IPv4 address where it is held as IPv6. */
  private static final int MAPPED_BITS = LENGTH_MAX_IPV6 - LENGTH_MAX_IPV4;

  private static final long MAPPED_WORD = 0xFFFF;
  private static final String ANY_PORT = ":1";

  /** The block that is one prefix to the limits that follow addresses: a /24, or a /56 of IPv6. */
  public static AddressBlock prefixOf(Endpoint endpoint) {
    return around(endpoint, endpoint.isIpv4() ? PREFIX_LENGTH_IPV4 : PREFIX_LENGTH_IPV6);
  }

  private static AddressBlock around(Endpoint address, int length) {
    int fixedBits = address.isIpv4() ? MAPPED_BITS + length : length;
    return new AddressBlock(
        address.high() & mask(fixedBits), address.low() & mask(fixedBits - Long.SIZE), fixedBits);
  }

  /** So many leading ones; none where it is negative, all where it is more than there are. */
  private static long mask(int length) {
    return length <= 0 ? 0 : -1L << Long.SIZE - Math.min(length, Long.SIZE);
  }

  /** Whether an address is of this block, and of its family. */
  public boolean contains(Endpoint endpoint) {
    return (endpoint.high() & mask(fixedBits)) == high
        && (endpoint.low() & mask(fixedBits - Long.SIZE)) == low
        && endpoint.isIpv4() == isIpv4();
  }

  private boolean isIpv4() {
    return high == 0 && low >>> Integer.SIZE == MAPPED_WORD && fixedBits >= MAPPED_BITS;
  }

  private Endpoint first(int port) {
    return new Endpoint().set(high, low, port);
  }

  /** How many addresses it has, as far as an int can say. */
  public int count() {
    int freeBits = LENGTH_MAX_IPV6 - fixedBits;
    return freeBits >= Integer.SIZE - 1 ? Integer.MAX_VALUE : 1 << freeBits;
  }

  /** One of its addresses, counted from the first, which is 0. */
  public Endpoint endpoint(int index, int port) {
    return new Endpoint().set(high, low + index, port);
  }

  /**
   * Reads {@code ADDRESS/LENGTH}; numeric addresses only.
   *
   * @throws IllegalArgumentException when it isn't one, has bits behind its length, or is so wide
   *     that it can't be anybody's own; the message is one line for the operator
   */
  public static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(malformed(text));
    }
    Endpoint address = address(text.substring(0, slash), text);
    int length = length(text.substring(slash + 1), address, text);
    AddressBlock block = around(address, length);
    if (block.high != address.high() || block.low != address.low()) {
      throw new IllegalArgumentException(text + " has bits beyond its length: write " + block);
    }
    return block;
  }

  private static Endpoint address(String host, String text) {
    try {
      return Endpoint.parse((host.indexOf(':') < 0 ? host : "[" + host + "]") + ANY_PORT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(malformed(text), e);
    }
  }

  private static int length(String digits, Endpoint address, String text) {
    int max = address.isIpv4() ? LENGTH_MAX_IPV4 : LENGTH_MAX_IPV6;
    int min = address.isIpv4() ? LENGTH_MIN_IPV4 : LENGTH_MIN_IPV6;
    if (!digits.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(digits) > max) {
      throw new IllegalArgumentException(malformed(text));
    }
    int length = Integer.parseInt(digits);
    if (length < min) {
      throw new IllegalArgumentException(
          text + " is more than anybody's own: its length is " + min + " to " + max);
    }
    return length;
  }

  private static String malformed(String text) {
    return "'" + text + "' is not a block of addresses: write 203.0.113.0/24 or 2001:db8::/32";
  }

  @Override
  public String toString() {
    String withPort = first(1).text();
    String host = withPort.substring(0, withPort.length() - ANY_PORT.length());
    return isIpv4()
        ? host + "/" + (fixedBits - MAPPED_BITS)
        : host.substring(1, host.length() - 1) + "/" + fixedBits;
  }
}
