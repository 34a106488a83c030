package io.mcc.engine.command;

import io.mcc.codec.Label;
import java.util.regex.Pattern;

/** The checks of what users type, each with the sentence that the user reads. */
final class Texts {
  private static final int LIMIT_MAX = 1_000;
  private static final int CONTENT_TYPE_LENGTH_MAX = 127;
  private static final long TIMEOUT_MAX_NS = 600_000_000_000L;
  private static final long TTL_MIN_MS = 1_000;
  private static final long TTL_MAX_MS = 48 * 3_600_000L;
  // The last character carries one bit and four that must be zero.
  private static final Pattern ID = Pattern.compile("[a-z2-7]{51}[aq]");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
  private static final Pattern CONTENT_TYPE =
      Pattern.compile("[\\x21-\\x7e]+([ \\t]*[\\x21-\\x7e]+)*");

  private Texts() {}

  static void requireId(String what, String id) {
    require(
        id != null && isId(id),
        what + " is 52 characters of a-z and 2-7 (lower-case base32 of 32 bytes)");
  }

  /** A node's id, or its label. {@code self} stands for the asked node in addresses. */
  static void requireNode(String what, String node) {
    require(!"self".equals(node), "'self' is no label: give the id");
    require(
        node != null && (isId(node) || Label.isNormal(node)),
        what
            + " is 52 characters of a-z and 2-7 (lower-case base32 of 32 bytes), or a node's label:"
            + " at most 30 bytes of lower-case letters, digits, - and _");
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  static void requireIdOrNull(String what, String id) {
    if (id != null) {
      requireId(what, id);
    }
  }

  /** A name that every program can ask for: {@code .} and {@code ..} are lost from any address. */
  static void requireName(String name) {
    requireNameOnce(name);
    require(
        !name.equals(".") && !name.equals(".."),
        "'.' and '..' are no record names: browsers and proxies take them for folders");
  }

  /** A name that was possible at some time, and may have to be removed. */
  static void requireNameOnce(String name) {
    require(
        name != null && NAME.matcher(name).matches(),
        "a record name is 1 to 128 characters of A-Z a-z 0-9 . _ ~ -");
  }

  static void requireContentType(String contentType) {
    require(
        contentType.length() <= CONTENT_TYPE_LENGTH_MAX,
        "a content type is at most "
            + CONTENT_TYPE_LENGTH_MAX
            + " characters, this one has "
            + contentType.length());
    require(
        contentType.isEmpty() || CONTENT_TYPE.matcher(contentType).matches(),
        "a content type is printable ASCII");
  }

  static void requireValue(byte[] value) {
    require(
        value.length <= Command.VALUE_LENGTH_MAX,
        "a record is at most 65536 bytes, this one has " + value.length);
  }

  static void requireTtl(long ttlMs) {
    require(
        ttlMs >= TTL_MIN_MS && ttlMs <= TTL_MAX_MS,
        "a record lives 1 to 172800 seconds (48 h), not " + ttlMs / 1_000);
  }

  static void requireTimeout(long timeoutNs) {
    require(timeoutNs > 0 && timeoutNs <= TIMEOUT_MAX_NS, "a timeout is 1 to 600000 milliseconds");
  }

  static void requireLimit(int limit) {
    require(limit >= 1 && limit <= LIMIT_MAX, "limit is 1 to 1000, not " + limit);
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
