package io.mcc.engine.crypto.sodium;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * The AEADs of libsodium by the JDK's own foreign functions (JEP 454, final since JDK 22): a call
 * costs a fifth of JNA's. Bound reflectively, because this source has to compile for 17; addresses
 * are numbers here as there. The calls are critical: the thread can't be stopped in one, which
 * takes a microsecond at the most.
 */
final class ForeignFunctions {
  private static final String PACKAGE = "java.lang.foreign.";
  private static final int ARGUMENT_COUNT = 9;

  private static final MethodHandle AES_ENCRYPT = bind("crypto_aead_aes256gcm_encrypt_afternm");
  private static final MethodHandle AES_DECRYPT = bind("crypto_aead_aes256gcm_decrypt_afternm");
  private static final MethodHandle CHACHA_ENCRYPT =
      bind("crypto_aead_chacha20poly1305_ietf_encrypt");
  private static final MethodHandle CHACHA_DECRYPT =
      bind("crypto_aead_chacha20poly1305_ietf_decrypt");

  private ForeignFunctions() {}

  /** Whether this JDK has them and lets us use them. */
  static boolean areAvailable() {
    return AES_ENCRYPT != null
        && AES_DECRYPT != null
        && CHACHA_ENCRYPT != null
        && CHACHA_DECRYPT != null;
  }

  /** A function of nine 64-bit numbers that answers an int; null where that can't be had. */
  private static MethodHandle bind(String function) {
    try {
      Module module = ForeignFunctions.class.getModule();
      if (!(boolean) Module.class.getMethod("isNativeAccessEnabled").invoke(module)) {
        return null;
      }
      Class<?> linkerType = type("Linker");
      Class<?> optionType = type("Linker$Option");
      Object options = Array.newInstance(optionType, 1);
      Array.set(options, 0, optionType.getMethod("critical", boolean.class).invoke(null, false));
      Object symbol =
          type("MemorySegment")
              .getMethod("ofAddress", long.class)
              .invoke(null, Sodium.load().functionAddress(function));
      return (MethodHandle)
          linkerType
              .getMethod(
                  "downcallHandle",
                  type("MemorySegment"),
                  type("FunctionDescriptor"),
                  options.getClass())
              .invoke(
                  linkerType.getMethod("nativeLinker").invoke(null), symbol, descriptor(), options);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static Object descriptor() throws ReflectiveOperationException {
    Class<?> layoutType = type("MemoryLayout");
    Object[] arguments = (Object[]) Array.newInstance(layoutType, ARGUMENT_COUNT);
    Arrays.fill(arguments, type("ValueLayout").getField("JAVA_LONG").get(null));
    return type("FunctionDescriptor")
        .getMethod("of", layoutType, arguments.getClass())
        .invoke(null, type("ValueLayout").getField("JAVA_INT").get(null), arguments);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name);
  }

  static int aesEncrypt(
      long text, long length, long associated, long associatedLength, long nonce, long key) {
    return call(AES_ENCRYPT, text, 0, text, length, associated, associatedLength, 0, nonce, key);
  }

  static int aesDecrypt(
      long text, long length, long associated, long associatedLength, long nonce, long key) {
    return call(AES_DECRYPT, text, 0, 0, text, length, associated, associatedLength, nonce, key);
  }

  static int chachaEncrypt(
      long text, long length, long associated, long associatedLength, long nonce, long key) {
    return call(CHACHA_ENCRYPT, text, 0, text, length, associated, associatedLength, 0, nonce, key);
  }

  static int chachaDecrypt(
      long text, long length, long associated, long associatedLength, long nonce, long key) {
    return call(CHACHA_DECRYPT, text, 0, 0, text, length, associated, associatedLength, nonce, key);
  }

  /** The handle is a constant to whoever this is compiled into. */
  private static int call(
      MethodHandle function,
      long first,
      long second,
      long third,
      long fourth,
      long fifth,
      long sixth,
      long seventh,
      long eighth,
      long ninth) {
    try {
      return (int)
          function.invokeExact(first, second, third, fourth, fifth, sixth, seventh, eighth, ninth);
    } catch (Throwable e) {
      throw new IllegalStateException("a function of C throws nothing", e);
    }
  }
}
