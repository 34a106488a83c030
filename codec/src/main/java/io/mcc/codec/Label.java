package io.mcc.codec;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The name a person gives a node, in the one form that everybody compares: NFC, lower case,
 * letters, digits, {@code -} and {@code _} only. A label names, it never proves: two nodes may have
 * the same.
 */
public final class Label {
  /** Longest label in bytes of UTF-8. */
  public static final int LENGTH_MAX = 30;

  /** What stands for the asked node itself wherever a node is named. */
  private static final String SELF = "self";

  private Label() {}

  /**
   * The normal form of a label. Normalising twice changes nothing.
   *
   * @throws IllegalArgumentException with a sentence for the user, where nothing is left or the
   *     normal form has more than {@link #LENGTH_MAX} bytes; it is never cut; nor may it be {@code
   *     self}
   */
  public static String normalize(String text) {
    String label = normalForm(text);
    if (label.isEmpty()) {
      throw new IllegalArgumentException("a label needs at least one letter or digit, '-' or '_'");
    }
    if (label.equals(SELF)) {
      throw new IllegalArgumentException(
          "'self' is no label: it stands for the node that is asked");
    }
    int length = label.getBytes(StandardCharsets.UTF_8).length;
    if (length > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "a label has at most " + LENGTH_MAX + " bytes in UTF-8, this has " + length);
    }
    return label;
  }

  /** Whether a text is a label in its normal form. */
  public static boolean isNormal(String text) {
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      return false;
    }
    return normalForm(text).equals(text)
        && text.getBytes(StandardCharsets.UTF_8).length <= LENGTH_MAX;
  }

  private static String normalForm(String text) {
    String lowerCase = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(keepAllowed(lowerCase), Normalizer.Form.NFC);
  }

  private static String keepAllowed(String text) {
    return text.codePoints()
        .filter(Label::isAllowed)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isAllowed(int character) {
    return Character.isLetter(character)
        || Character.isDigit(character)
        || character == '-'
        || character == '_';
  }
}
