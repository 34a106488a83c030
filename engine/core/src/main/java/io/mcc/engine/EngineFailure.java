package io.mcc.engine;

/**
 * Why an engine can't go on.
 *
 * @param reason for people: what was said by whoever failed
 */
public record EngineFailure(Kind kind, String reason) {
  /** What has failed. */
  public enum Kind {
    /**
     * The disk refused to keep what it had accepted. Reads go on, every write fails; the engine is
     * to be closed, and the disk looked at.
     */
    DISK,
    /**
     * The JVM threw an error where the engine works: no memory, no stack, a class that is gone. The
     * engine has ended itself, and every command is answered with the reason.
     */
    BREAKDOWN
  }

  static EngineFailure of(Kind kind, Throwable cause) {
    String said = kind == Kind.DISK && cause.getMessage() != null ? cause.getMessage() : "" + cause;
    return new EngineFailure(kind, said);
  }
}
