package io.mcc.engine.record.journal;

import java.io.IOException;

/** Tells a full disk from a broken one. */
final class DiskSpace {
  /** With less than this left, a refused write is taken to be for want of space. */
  private static final long EXHAUSTED_BYTES = 2L * 1024 * 1024;

  private DiskSpace() {}

  /**
   * Java has no code for it: the message is the operating system's (ENOSPC, EDQUOT), and may be in
   * the user's language, hence the second question.
   */
  static boolean isExhausted(final IOException refused, final JournalFolder folder) {
    final String message = String.valueOf(refused.getMessage());
    return message.contains("No space left")
        || message.contains("quota exceeded")
        || hasLittleLeft(folder);
  }

  private static boolean hasLittleLeft(final JournalFolder folder) {
    try {
      return folder.usableBytes() < EXHAUSTED_BYTES;
    } catch (final IOException unknown) {
      return false;
    }
  }
}
