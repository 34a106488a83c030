package io.mcc.tools.verb;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a verb found out.
 *
 * @param json for programs, as {@link JsonText} writes it
 * @param text for people, or a record's bytes
 */
record Report(Map<String, Object> json, byte[] text) {
  static Report of(Map<String, Object> json, String text) {
    return new Report(json, text.getBytes(StandardCharsets.UTF_8));
  }
}
