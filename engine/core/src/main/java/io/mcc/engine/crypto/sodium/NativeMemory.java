package io.mcc.engine.crypto.sodium;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Turns a buffer's range into an address, or refuses it: a wrong address would not throw, it would
 * end the JVM.
 */
final class NativeMemory {
  private NativeMemory() {}

  /**
   * The address of a range; zero where the range is empty.
   *
   * @throws IllegalArgumentException where the buffer's bytes lie on the heap
   * @throws IndexOutOfBoundsException where the range leaves the buffer
   */
  static long address(DirectBuffer buffer, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    requireDirect(buffer);
    if (offset < 0 || length < 0 || length > buffer.capacity() - offset) {
      throw new IndexOutOfBoundsException(
          "offset=" + offset + " length=" + length + " capacity=" + buffer.capacity());
    }
    return buffer.addressOffset() + offset;
  }

  private static void requireDirect(DirectBuffer buffer) {
    if (buffer.byteArray() != null) {
      throw new IllegalArgumentException("libsodium needs a buffer in direct memory");
    }
  }

  static UnsafeBuffer allocate(int length) {
    return new UnsafeBuffer(ByteBuffer.allocateDirect(length));
  }
}
