package io.mcc.http.server.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks a request target: characters, percent escapes, and that its form suits the method (RFC
 * 9112, section 3.2). Belongs to a {@link HeadScanner}.
 */
final class TargetScanner {
  /** A scheme and an authority, which isn't longer than a Host header that we take. */
  private static final int KEPT_LENGTH_MAX = 330;

  private static final Pattern ABSOLUTE =
      Pattern.compile("https?://([^/?]+).*", Pattern.CASE_INSENSITIVE);

  private final StringBuilder start = new StringBuilder();
  private int length;
  private int escapeDigitsDue;

  void clear() {
    start.setLength(0);
    length = 0;
    escapeDigitsDue = 0;
  }

  /** False where the character can't be there. */
  boolean onCharacter(int character) {
    length++;
    if (start.length() < KEPT_LENGTH_MAX) {
      start.append((char) character);
    }
    if (escapeDigitsDue > 0) {
      escapeDigitsDue--;
      return Characters.hexDigit(character) >= 0;
    }
    escapeDigitsDue = character == '%' ? 2 : 0;
    return Characters.isTarget(character);
  }

  /** Whether the finished target is one that this method may have. */
  boolean isRightFor(CharSequence method) {
    if (length == 0 || escapeDigitsDue > 0) {
      return false;
    }
    if ("CONNECT".contentEquals(method)) {
      return start.charAt(0) != '/';
    }
    return start.charAt(0) == '/'
        || authority() != null
        || "*".contentEquals(start) && "OPTIONS".contentEquals(method);
  }

  /** The host and port of an absolute target; null of any other. */
  String authority() {
    Matcher absolute = ABSOLUTE.matcher(start);
    return absolute.matches() ? absolute.group(1) : null;
  }
}
