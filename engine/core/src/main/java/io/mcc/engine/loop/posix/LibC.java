package io.mcc.engine.loop.posix;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.mcc.engine.crypto.sodium.Sodium;

/**
 * The functions of the C library that sockets need, under their own names, mapped by JNA's direct
 * mapping. A {@code long} that names memory is a raw address: nothing is checked, wrapped or
 * allocated here.
 */
final class LibC {
  /** Whether the functions can be called: 64-bit Linux only, whose structures we lay out. */
  static final boolean AVAILABLE = bind();

  private LibC() {}

  private static boolean bind() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return false;
    }
    try {
      // JNA's own library comes in by the rule of libsodium's: by way of a folder of our own.
      Sodium.load();
      Native.register(LibC.class, NativeLibrary.getProcess());
      return Native.POINTER_SIZE == Long.BYTES;
    } catch (IllegalStateException | LinkageError e) {
      return false;
    }
  }

  static native int recvmmsg(int descriptor, long messages, int count, int flags, long timeout);

  static native long sendmsg(int descriptor, long message, int flags);

  static native int setsockopt(int descriptor, int level, int name, long value, int length);

  /** The reason why the last call of this thread failed. */
  static int errno() {
    return Native.getLastError();
  }
}
