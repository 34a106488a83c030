package io.mcc.codec;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The alphabets of the two texts in a record's header. */
final class RecordText {
  private RecordText() {}

  /** Printable ASCII: it becomes a line of an HTTP answer. */
  static boolean isContentType(DirectBuffer buffer, int offset, int length) {
    for (int index = offset; index < offset + length; index++) {
      byte character = buffer.getByte(index);
      if (character < ' ' || character > '~') {
        return false;
      }
    }
    return true;
  }

  /** {@code [A-Za-z0-9._~-]}: it becomes a part of a path. */
  static boolean isName(DirectBuffer buffer, int offset, int length) {
    for (int index = offset; index < offset + length; index++) {
      if (!isNameCharacter(buffer.getByte(index))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNameCharacter(byte character) {
    return character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || character >= '0' && character <= '9'
        || character == '.'
        || character == '_'
        || character == '~'
        || character == '-';
  }

  static String read(DirectBuffer buffer, int offset, int length) {
    byte[] bytes = new byte[length];
    buffer.getBytes(offset, bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  static void write(MutableDirectBuffer buffer, int offset, byte[] bytes, int lengthMax) {
    if (bytes.length > lengthMax) {
      throw new IllegalArgumentException(
          "at most " + lengthMax + " bytes are possible, these are " + bytes.length);
    }
    buffer.putBytes(offset, bytes);
  }

  static void require(boolean wellFormed, String what) {
    if (!wellFormed) {
      throw new IllegalArgumentException(what + " has a character that isn't allowed");
    }
  }
}
