package io.mcc.http.server;

import io.mcc.engine.command.Expectation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entity tags of records (RFC 9110, section 8.8.3): opaque to clients, for us the engine's tag of
 * sequence and hash, all of which a conditional write compares. Pure.
 */
final class EntityTag {
  private static final int CONTENT_HASH_LENGTH = 8;
  private static final Pattern ONE = Pattern.compile("\\s*(W/)?(\"[\\x21\\x23-\\x7e]*\")\\s*");
  private static final Pattern OURS = Pattern.compile("\"([0-9a-f]{1,16}-[0-9a-f]{32})\"");

  private EntityTag() {}

  /** The tag of a record, quoted. */
  static String of(String tag) {
    return '"' + tag + '"';
  }

  /** The tag of what this program serves of its own, quoted. */
  static String ofContent(String contentType, byte[] content) {
    MessageDigest digest = sha256();
    digest.update(contentType.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    byte[] hash = digest.digest(content);
    return '"' + HexFormat.of().formatHex(hash, 0, CONTENT_HASH_LENGTH) + '"';
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether an If-None-Match header names this tag; weak comparison. */
  static boolean noneMatchNames(String header, String tag) {
    return names(header, tag, true);
  }

  /** Whether an If-Match header names this tag; strong comparison. */
  static boolean matchNames(String header, String tag) {
    return names(header, tag, false);
  }

  private static boolean names(String header, String tag, boolean weak) {
    if (header.strip().equals("*")) {
      return true;
    }
    for (String part : header.split(",")) {
      Matcher matcher = matched(part);
      if (matcher.group(2).equals(tag) && (weak || matcher.group(1) == null)) {
        return true;
      }
    }
    return false;
  }

  private static Matcher matched(String part) {
    Matcher matcher = ONE.matcher(part);
    if (!matcher.matches()) {
      throw ProblemException.badRequest("bad_header", "an entity tag is \"…\" with its quotes");
    }
    return matcher;
  }

  /**
   * What the conditions of a write expect to find.
   *
   * @param ifMatch {@code *} or one entity tag, or null
   * @param ifNoneMatch {@code *}, or null
   * @throws ProblemException 412 where the tag can't be one of ours, 400 where the condition can't
   *     be met in one step
   */
  static Expectation expectation(String ifMatch, String ifNoneMatch) {
    if (ifMatch != null && ifNoneMatch != null) {
      throw ProblemException.badRequest(
          "bad_header", "If-Match and If-None-Match don't go together");
    }
    if (ifNoneMatch != null) {
      if (!ifNoneMatch.strip().equals("*")) {
        throw ProblemException.badRequest("bad_header", "on a write, If-None-Match is only *");
      }
      return Expectation.ABSENT;
    }
    return ifMatch == null ? Expectation.NONE : ofMatch(ifMatch.strip());
  }

  private static Expectation ofMatch(String ifMatch) {
    if (ifMatch.equals("*")) {
      return Expectation.PRESENT;
    }
    if (ifMatch.indexOf(',') >= 0) {
      throw ProblemException.badRequest(
          "bad_header", "on a write, If-Match is * or one entity tag");
    }
    Matcher tag = matched(ifMatch);
    Matcher ours = OURS.matcher(tag.group(2));
    if (tag.group(1) != null || !ours.matches()) {
      throw new ProblemException(
          Problem.of(412, "precondition_failed", "If-Match names a tag that no record here has"));
    }
    return Expectation.ofTag(ours.group(1));
  }
}
