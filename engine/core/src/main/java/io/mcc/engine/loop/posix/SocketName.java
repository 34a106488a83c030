package io.mcc.engine.loop.posix;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.mcc.codec.Endpoint;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An address in the operating system's form, {@code sockaddr_in} or {@code sockaddr_in6} as Linux
 * lays them out (ip(7), ipv6(7)), in memory of its own. Owned by one thread.
 */
public final class SocketName {
  /** Bytes of the longer form. */
  public static final int LENGTH_MAX = 28;

  private static final int FAMILY_IPV4 = 2;
  private static final int FAMILY_IPV6 = 10;
  private static final int PORT_OFFSET = 2;
  private static final int IPV4_OFFSET = 4;
  private static final int IPV6_OFFSET = 8;
  private static final int LENGTH_IPV4 = 16;

  private final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH_MAX));

  /** Where it lies. */
  public long address() {
    return memory.addressOffset();
  }

  /** Reads what the operating system wrote. */
  public void read(Endpoint into) {
    int port = memory.getShort(PORT_OFFSET, BIG_ENDIAN);
    if (memory.getShort(0) == FAMILY_IPV4) {
      into.setIpv4(memory.getInt(IPV4_OFFSET, BIG_ENDIAN), port);
    } else {
      into.set(
          memory.getLong(IPV6_OFFSET, BIG_ENDIAN),
          memory.getLong(IPV6_OFFSET + Long.BYTES, BIG_ENDIAN),
          port);
    }
  }

  /**
   * Writes an address for a socket of a family.
   *
   * @return its length in bytes
   */
  public int write(Endpoint endpoint, boolean ipv4) {
    memory.putShort(PORT_OFFSET, (short) endpoint.port(), BIG_ENDIAN);
    if (ipv4) {
      memory.putShort(0, (short) FAMILY_IPV4);
      memory.putInt(IPV4_OFFSET, endpoint.ipv4(), BIG_ENDIAN);
      return LENGTH_IPV4;
    }
    memory.putShort(0, (short) FAMILY_IPV6);
    memory.putLong(IPV6_OFFSET, endpoint.high(), BIG_ENDIAN);
    memory.putLong(IPV6_OFFSET + Long.BYTES, endpoint.low(), BIG_ENDIAN);
    return LENGTH_MAX;
  }
}
