package io.mcc.engine.identity;

/**
 * A node's key or certificate can't be used as it lies there. The message is one sentence for the
 * user: which file, what is wrong, what to do. It never holds a part of a key.
 */
public final class IdentityException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IdentityException(String message) {
    super(message);
  }

  IdentityException(String message, Throwable cause) {
    super(message, cause);
  }
}
