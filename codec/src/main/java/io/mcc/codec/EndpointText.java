package io.mcc.codec;

/**
 * Text form of an address with a port: numeric only, IPv6 in brackets and as RFC 5952 writes it.
 */
final class EndpointText {
  private static final int GROUP_COUNT = 8;

  private EndpointText() {}

  static String format(Endpoint endpoint) {
    StringBuilder text = new StringBuilder(48);
    if (endpoint.isIpv4()) {
      appendIpv4(text, endpoint.ipv4());
    } else {
      text.append('[');
      appendIpv6(text, endpoint);
      text.append(']');
    }
    return text.append(':').append(endpoint.port()).toString();
  }

  private static void appendIpv4(StringBuilder text, int address) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      text.append(address >>> shift & 0xFF).append(shift == 0 ? "" : ".");
    }
  }

  private static void appendIpv6(StringBuilder text, Endpoint endpoint) {
    int runLength = longestZeroRun(endpoint);
    int runStart = runLength < 2 ? GROUP_COUNT : zeroRunStart(endpoint, runLength);
    for (int index = 0; index < GROUP_COUNT; index++) {
      if (index == runStart) {
        text.append("::");
        index += runLength - 1;
      } else {
        if (index > 0 && index != runStart + runLength) {
          text.append(':');
        }
        text.append(Integer.toHexString(group(endpoint, index)));
      }
    }
  }

  private static int longestZeroRun(Endpoint endpoint) {
    int longest = 0;
    int current = 0;
    for (int index = 0; index < GROUP_COUNT; index++) {
      current = group(endpoint, index) == 0 ? current + 1 : 0;
      longest = Math.max(longest, current);
    }
    return longest;
  }

  private static int zeroRunStart(Endpoint endpoint, int runLength) {
    int current = 0;
    for (int index = 0; index < GROUP_COUNT; index++) {
      current = group(endpoint, index) == 0 ? current + 1 : 0;
      if (current == runLength) {
        return index - runLength + 1;
      }
    }
    return GROUP_COUNT;
  }

  private static int group(Endpoint endpoint, int index) {
    long half = index < 4 ? endpoint.high() : endpoint.low();
    return (int) (half >>> 48 - (index & 3) * 16) & 0xFFFF;
  }

  static Endpoint parse(String text) {
    int separator = text.lastIndexOf(':');
    if (separator < 1) {
      throw malformed(text);
    }
    String address = text.substring(0, separator);
    int port = number(text.substring(separator + 1), 10, 5, 0xFFFF, text);
    if (address.startsWith("[") && address.endsWith("]")) {
      return parseIpv6(address.substring(1, address.length() - 1), port, text);
    }
    return new Endpoint().setIpv4(parseIpv4(address, text), port);
  }

  private static int parseIpv4(String address, String text) {
    String[] parts = address.split("\\.", -1);
    if (parts.length != 4) {
      throw malformed(text);
    }
    int value = 0;
    for (String part : parts) {
      // A leading zero reads as octal elsewhere: one spelling only.
      if (part.length() > 1 && part.charAt(0) == '0') {
        throw malformed(text);
      }
      value = value << 8 | number(part, 10, 3, 255, text);
    }
    return value;
  }

  private static Endpoint parseIpv6(String address, int port, String text) {
    int gap = address.indexOf("::");
    long[] halves = new long[2];
    if (gap < 0) {
      require(putGroups(halves, 0, address, text) == GROUP_COUNT, text);
    } else {
      String head = address.substring(0, gap);
      String tail = address.substring(gap + 2);
      int headCount = groupCount(head);
      int tailCount = groupCount(tail);
      require(head.indexOf('.') < 0 && headCount + tailCount < GROUP_COUNT, text);
      putGroups(halves, 0, head, text);
      putGroups(halves, GROUP_COUNT - tailCount, tail, text);
    }
    return new Endpoint().set(halves[0], halves[1], port);
  }

  private static int groupCount(String groups) {
    if (groups.isEmpty()) {
      return 0;
    }
    int count = groups.indexOf('.') < 0 ? 1 : 2;
    return count + (int) groups.chars().filter(character -> character == ':').count();
  }

  /** Puts groups from the given index on; the last may be a dotted IPv4 address (two groups). */
  private static int putGroups(long[] halves, int firstIndex, String groups, String text) {
    if (groups.isEmpty()) {
      return firstIndex;
    }
    int index = firstIndex;
    String[] parts = groups.split(":", -1);
    for (int part = 0; part < parts.length; part++) {
      if (part == parts.length - 1 && parts[part].indexOf('.') >= 0) {
        int address = parseIpv4(parts[part], text);
        index = putGroup(halves, index, address >>> 16, text);
        index = putGroup(halves, index, address & 0xFFFF, text);
      } else {
        index = putGroup(halves, index, number(parts[part], 16, 4, 0xFFFF, text), text);
      }
    }
    return index;
  }

  private static int putGroup(long[] halves, int index, int value, String text) {
    require(index < GROUP_COUNT, text);
    halves[index / 4] |= (long) value << 48 - (index & 3) * 16;
    return index + 1;
  }

  private static int number(String digits, int radix, int lengthMax, int valueMax, String text) {
    require(!digits.isEmpty() && digits.length() <= lengthMax, text);
    int value = 0;
    for (int index = 0; index < digits.length(); index++) {
      char character = digits.charAt(index);
      // Character.digit takes the digits of every script.
      int digit = character < 128 ? Character.digit(character, radix) : -1;
      require(digit >= 0, text);
      value = value * radix + digit;
    }
    require(value <= valueMax, text);
    return value;
  }

  private static void require(boolean wellFormed, String text) {
    if (!wellFormed) {
      throw malformed(text);
    }
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "not a numeric address with port such as 192.0.2.1:9376 or [2001:db8::1]:9376: " + text);
  }
}
