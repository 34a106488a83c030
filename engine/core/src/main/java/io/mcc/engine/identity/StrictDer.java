package io.mcc.engine.identity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whether bytes are DER, the one spelling of what they say (ITU-T X.690, sections 8 to 11), of the
 * types that certificates are made of. Looks at every element before a parser sees it, without
 * throwing; what a lenient parser would take as well is refused here. Stateless.
 */
final class StrictDer {
  static final int INVALID = -1;
  private static final int DEPTH_MAX = 12;
  private static final int LENGTH_MAX = 0xFFFF;
  private static final int CLASS_MASK = 0xC0;
  private static final int CLASS_CONTEXT = 0x80;
  private static final int CONSTRUCTED = 0x20;
  private static final int NUMBER_MASK = 0x1F;

  private StrictDer() {}

  /** Whether the bytes are one element of DER and nothing else. */
  static boolean isStrict(byte[] bytes) {
    int length = elementLength(bytes, 0, bytes.length);
    return length == bytes.length && isStrict(bytes, 0, length, 0);
  }

  /** Bytes of the element at an offset, its header included, or {@link #INVALID}. */
  static int elementLength(byte[] bytes, int offset, int limit) {
    int headerLength = headerLength(bytes, offset, limit);
    if (headerLength == INVALID) {
      return INVALID;
    }
    int length = headerLength + contentLength(bytes, offset, headerLength);
    return length <= limit - offset ? length : INVALID;
  }

  /** Bytes of tag and length; INVALID where the tag is long, the length indefinite or padded. */
  static int headerLength(byte[] bytes, int offset, int limit) {
    if (limit - offset < 2 || (bytes[offset] & NUMBER_MASK) == NUMBER_MASK) {
      return INVALID;
    }
    int first = bytes[offset + 1] & 0xFF;
    if (first < 0x80) {
      return 2;
    }
    int headerLength = 2 + (first & 0x7F);
    if (headerLength < 3 || headerLength > 4 || limit - offset < headerLength) {
      return INVALID;
    }
    int shortest = headerLength == 3 ? 0x80 : 0x100;
    return contentLength(bytes, offset, headerLength) >= shortest ? headerLength : INVALID;
  }

  private static int contentLength(byte[] bytes, int offset, int headerLength) {
    int last = bytes[offset + headerLength - 1] & 0xFF;
    return headerLength == 4 ? (bytes[offset + 2] & 0xFF) << Byte.SIZE | last : last;
  }

  private static boolean isStrict(byte[] bytes, int offset, int length, int depth) {
    if (depth > DEPTH_MAX || length > LENGTH_MAX) {
      return false;
    }
    int tag = bytes[offset] & 0xFF;
    int from = offset + headerLength(bytes, offset, offset + length);
    int to = offset + length;
    if ((tag & CLASS_MASK) == CLASS_CONTEXT) {
      return (tag & CONSTRUCTED) == 0 || areChildrenStrict(bytes, from, to, depth, false);
    }
    return switch (tag) {
      case 0x30 -> areChildrenStrict(bytes, from, to, depth, false);
      case 0x31 -> areChildrenStrict(bytes, from, to, depth, true);
      default -> isPrimitiveStrict(tag, bytes, from, to);
    };
  }

  private static boolean areChildrenStrict(
      byte[] bytes, int from, int to, int depth, boolean sorted) {
    int previous = from;
    int offset = from;
    while (offset < to) {
      int length = elementLength(bytes, offset, to);
      if (length == INVALID || !isStrict(bytes, offset, length, depth + 1)) {
        return false;
      }
      if (sorted
          && Arrays.compareUnsigned(bytes, previous, offset, bytes, offset, offset + length) > 0) {
        return false;
      }
      previous = offset;
      offset += length;
    }
    return true;
  }

  private static boolean isPrimitiveStrict(int tag, byte[] bytes, int from, int to) {
    return switch (tag) {
      // Every BOOLEAN of a certificate is FALSE by default, and DER leaves a default out.
      case 0x01 -> to - from == 1 && bytes[from] == (byte) 0xFF;
      case 0x02 -> isInteger(bytes, from, to);
      case 0x03 -> isBitString(bytes, from, to);
      case 0x04 -> true;
      case 0x05 -> from == to;
      case 0x06 -> isObjectIdentifier(bytes, from, to);
      case 0x0C -> isUtf8(bytes, from, to);
      case 0x13, 0x16 -> isAscii(bytes, from, to);
      case 0x17 -> isTime(bytes, from, to, "YYMMDDhhmmssZ".length());
      case 0x18 -> isTime(bytes, from, to, "YYYYMMDDhhmmssZ".length());
      default -> false;
    };
  }

  private static boolean isInteger(byte[] bytes, int from, int to) {
    if (to - from < 2) {
      return to > from;
    }
    boolean nextNegative = bytes[from + 1] < 0;
    return !(bytes[from] == 0 && !nextNegative) && !(bytes[from] == -1 && nextNegative);
  }

  private static boolean isBitString(byte[] bytes, int from, int to) {
    if (from == to || bytes[from] < 0 || bytes[from] >= Byte.SIZE) {
      return false;
    }
    int unusedBits = bytes[from];
    return unusedBits == 0 || to - from > 1 && (bytes[to - 1] & (1 << unusedBits) - 1) == 0;
  }

  private static boolean isObjectIdentifier(byte[] bytes, int from, int to) {
    boolean starts = true;
    for (int index = from; index < to; index++) {
      if (starts && bytes[index] == (byte) 0x80) {
        return false;
      }
      starts = bytes[index] >= 0;
    }
    return to > from && starts;
  }

  private static boolean isUtf8(byte[] bytes, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    for (int index = from; index < to; index++) {
      if (bytes[index] < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTime(byte[] bytes, int from, int to, int length) {
    if (to - from != length || bytes[to - 1] != 'Z') {
      return false;
    }
    for (int index = from; index < to - 1; index++) {
      if (bytes[index] < '0' || bytes[index] > '9') {
        return false;
      }
    }
    return true;
  }
}
