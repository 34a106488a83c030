package io.mcc.bench.micro;

import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Direct memory for benchmarks. */
final class Memory {
  private static final int ALIGNMENT = 64;

  private Memory() {}

  /** Bytes that begin at a cache line. */
  static UnsafeBuffer direct(int length) {
    ByteBuffer bytes = BufferUtil.allocateDirectAligned(length, ALIGNMENT);
    return new UnsafeBuffer(bytes);
  }

  /** Bytes that aren't all the same. */
  static UnsafeBuffer patterned(int length) {
    UnsafeBuffer bytes = direct(length);
    for (int i = 0; i < length; i++) {
      bytes.putByte(i, (byte) (i * 31 + 7));
    }
    return bytes;
  }
}
