package io.mcc.engine.crypto.sodium;

/** The native libraries can't be loaded. The message is for the user: where, why, what to do. */
public final class NativeLibraryException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NativeLibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
