package io.mcc.engine;

/**
 * The machine refused what a launch needs. The message is one sentence for the user: what, where,
 * what to do.
 */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
