package io.mcc.tools;

/**
 * The command ends without success. The message is the one line that the user reads: which flag or
 * file, what is wrong, what to do.
 */
public final class CommandException extends RuntimeException {
  /** It failed. */
  public static final int FAILED = 1;

  /** It was typed in a way that makes no sense. */
  public static final int USAGE = 2;

  /** What was asked for isn't there. */
  public static final int NOT_FOUND = 3;

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String message, Throwable cause) {
    super(oneLine(message), cause);
    this.exitCode = exitCode;
  }

  /**
   * What is quoted of files, arguments and answers may hold anything, a terminal's commands too.
   */
  private static String oneLine(String message) {
    return String.valueOf(message).replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " ");
  }

  /** It was typed in a way that makes no sense. */
  public static CommandException usage(String message) {
    return new CommandException(USAGE, message, null);
  }

  /** It failed. */
  public static CommandException failed(String message) {
    return new CommandException(FAILED, message, null);
  }

  /** It failed because of something else. */
  public static CommandException failed(String message, Throwable cause) {
    return new CommandException(FAILED, message, cause);
  }

  /** What was asked for isn't there. */
  public static CommandException notFound(String message) {
    return new CommandException(NOT_FOUND, message, null);
  }

  /** What the process is to end with. */
  public int exitCode() {
    return exitCode;
  }
}
