package io.mcc.engine.record.journal;

import java.io.IOException;

/**
 * The data folder can't be used. The message is one line for the person who started the node: it
 * names the folder and says what to do.
 */
public final class DataFolderException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With a message for people. */
  public DataFolderException(final String message) {
    super(message);
  }

  /** With a message for people and what it follows from. */
  public DataFolderException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
