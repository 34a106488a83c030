package io.mcc.engine.crypto;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Direct buffers for tests, from and to hex digits and arrays. */
public final class DirectMemory {
  private DirectMemory() {}

  /** Zeros, at an address divisible by 64. */
  public static UnsafeBuffer zeros(int length) {
    return new UnsafeBuffer(BufferUtil.allocateDirectAligned(Math.max(length, 1), 64), 0, length);
  }

  public static UnsafeBuffer copyOf(byte[] bytes) {
    UnsafeBuffer buffer = zeros(bytes.length);
    buffer.putBytes(0, bytes);
    return buffer;
  }

  public static UnsafeBuffer hex(String digits) {
    return copyOf(HexFormat.of().parseHex(digits));
  }

  public static byte[] bytes(DirectBuffer buffer, int offset, int length) {
    byte[] bytes = new byte[length];
    buffer.getBytes(offset, bytes);
    return bytes;
  }

  public static String hex(DirectBuffer buffer, int offset, int length) {
    return HexFormat.of().formatHex(bytes(buffer, offset, length));
  }

  public static UnsafeBuffer heap(int length) {
    return new UnsafeBuffer(ByteBuffer.allocate(length));
  }
}
