package io.mcc.http.server;

import java.util.Locale;
import java.util.regex.Pattern;

/** What may be said in a Content-Type header about bytes that a stranger stored. Pure. */
final class MediaType {
  static final String BINARY = "application/octet-stream";
  static final String FORM = "application/x-www-form-urlencoded";

  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
  private static final Pattern TYPE =
      Pattern.compile(
          TOKEN
              + "/"
              + TOKEN
              + "([ \\t]*;[ \\t]*("
              + TOKEN
              + "=("
              + TOKEN
              + "|\"[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]*\"))?)*");
  private static final Pattern JSON = Pattern.compile("application/([^;]*\\+)?json([ \\t]*;.*)?");
  private static final int LENGTH_MAX = 128;

  private MediaType() {}

  /** The stored type where it is a well-formed one, else that of plain bytes. */
  static String safe(String stored) {
    return stored.length() <= LENGTH_MAX && TYPE.matcher(stored).matches() ? stored : BINARY;
  }

  /** Whether a form with files is meant, as browsers and {@code curl -F} send it. */
  static boolean isMultipart(String type) {
    return type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  /** Whether a browser may show it in place; it may run nothing in either case. */
  static boolean isTextOrJson(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    return lower.startsWith("text/") || JSON.matcher(lower).matches();
  }
}
