package io.mcc.http.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * A second opinion on what JSON is: the grammar of RFC 8259, letter by letter, within the limits
 * that the server promises. Shares nothing with the parser behind the server.
 */
final class JsonGrammar {
  private static final int DEPTH_MAX = 16;
  private static final int STRING_LENGTH_MAX = 8_192;
  private static final int NUMBER_LENGTH_MAX = 64;
  private static final int EXPONENT_LENGTH_MAX = 10;

  /** Ends the recognition: it isn't. */
  private static final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch() {
      super(null, null, false, false);
    }
  }

  private final String text;
  private int position;
  private boolean nearLimit;

  private JsonGrammar(String text) {
    this.text = text;
  }

  /** What the grammar says. */
  record Verdict(boolean isObject, boolean nearLimit) {}

  /** Whether bytes are one JSON object in UTF-8 with no name twice in an object. */
  static Verdict judge(byte[] bytes) {
    JsonGrammar grammar;
    try {
      grammar =
          new JsonGrammar(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return new Verdict(false, false);
    }
    try {
      grammar.space();
      grammar.require('{');
      grammar.object(1);
      grammar.space();
      return new Verdict(grammar.position == grammar.text.length(), grammar.nearLimit);
    } catch (Mismatch e) {
      return new Verdict(false, grammar.nearLimit);
    }
  }

  private char peek() {
    return position < text.length() ? text.charAt(position) : 0;
  }

  private char next() {
    if (position == text.length()) {
      throw new Mismatch();
    }
    return text.charAt(position++);
  }

  private void require(char expected) {
    if (next() != expected) {
      throw new Mismatch();
    }
  }

  private void space() {
    while (position < text.length() && " \t\n\r".indexOf(peek()) >= 0) {
      position++;
    }
  }

  private void object(int depth) {
    Set<String> names = new HashSet<>();
    space();
    if (peek() == '}') {
      position++;
      return;
    }
    char separator;
    do {
      space();
      require('"');
      if (!names.add(string())) {
        throw new Mismatch();
      }
      space();
      require(':');
      value(depth);
      space();
      separator = next();
    } while (separator == ',');
    if (separator != '}') {
      throw new Mismatch();
    }
  }

  private void array(int depth) {
    space();
    if (peek() == ']') {
      position++;
      return;
    }
    char separator;
    do {
      value(depth);
      space();
      separator = next();
    } while (separator == ',');
    if (separator != ']') {
      throw new Mismatch();
    }
  }

  private void value(int depth) {
    space();
    char first = next();
    if ((first == '{' || first == '[') && depth == DEPTH_MAX) {
      throw new Mismatch();
    }
    switch (first) {
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case '"' -> string();
      case 't' -> literal("rue");
      case 'f' -> literal("alse");
      case 'n' -> literal("ull");
      default -> number(first);
    }
  }

  private void literal(String rest) {
    for (int index = 0; index < rest.length(); index++) {
      require(rest.charAt(index));
    }
  }

  private String string() {
    StringBuilder value = new StringBuilder();
    for (char character = next(); character != '"'; character = next()) {
      if (character < ' ') {
        throw new Mismatch();
      }
      value.append(character == '\\' ? escaped() : character);
    }
    nearLimit |= value.length() > STRING_LENGTH_MAX / 2;
    return value.toString();
  }

  private char escaped() {
    char character = next();
    if (character == 'u') {
      int code = 0;
      for (int digits = 0; digits < 4; digits++) {
        int digit = "0123456789abcdef".indexOf(Character.toLowerCase(next()));
        if (digit < 0) {
          throw new Mismatch();
        }
        code = code << 4 | digit;
      }
      return (char) code;
    }
    int index = "\"\\/bfnrt".indexOf(character);
    if (index < 0) {
      throw new Mismatch();
    }
    return "\"\\/\b\f\n\r\t".charAt(index);
  }

  private void number(char first) {
    int start = position - 1;
    char digit = first == '-' ? next() : first;
    if (digit < '0' || digit > '9') {
      throw new Mismatch();
    }
    if (digit != '0') {
      digits();
    }
    if (peek() == '.') {
      position++;
      requireDigits();
    }
    if (peek() == 'e' || peek() == 'E') {
      position++;
      if (peek() == '+' || peek() == '-') {
        position++;
      }
      int exponentStart = position;
      requireDigits();
      nearLimit |= position - exponentStart > EXPONENT_LENGTH_MAX / 2;
    }
    nearLimit |= position - start > NUMBER_LENGTH_MAX / 2;
  }

  private void requireDigits() {
    int start = position;
    digits();
    if (position == start) {
      throw new Mismatch();
    }
  }

  private void digits() {
    while (peek() >= '0' && peek() <= '9') {
      position++;
    }
  }
}
