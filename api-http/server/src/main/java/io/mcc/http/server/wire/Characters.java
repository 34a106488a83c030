package io.mcc.http.server.wire;

/** The character classes of RFC 9110, section 5.6, and RFC 3986. Pure. */
final class Characters {
  private static final boolean[] TOKEN = table("!#$%&'*+-.^_`|~");
  private static final boolean[] TARGET = table("-._~:/?[]@!$&'()*+,;=%");

  private Characters() {}

  private static boolean[] table(String others) {
    boolean[] table = new boolean[256];
    for (char character = '0'; character <= 'z'; character++) {
      table[character] = Character.isLetterOrDigit(character);
    }
    others.chars().forEach(character -> table[character] = true);
    return table;
  }

  static boolean isToken(int character) {
    return TOKEN[character];
  }

  static boolean isTarget(int character) {
    return TARGET[character];
  }

  /** Tab, space, visible ASCII, and the bytes above that RFC 9110 calls obs-text. */
  static boolean isValue(int character) {
    return character == '\t' || character >= ' ' && character != 0x7f;
  }

  static int hexDigit(int character) {
    return character < 0x80 ? Character.digit(character, 16) : -1;
  }

  /** Without the spaces and tabs around it; nothing else is a blank here. */
  static String trimmed(CharSequence value) {
    int start = 0;
    int end = value.length();
    while (start < end && isBlank(value.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(value.charAt(end - 1))) {
      end--;
    }
    return value.subSequence(start, end).toString();
  }

  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }
}
