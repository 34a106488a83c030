package io.mcc.http.server;

import java.util.List;
import java.util.function.Function;

/**
 * What the headers of a request that has to have a body say about it, before a byte is read: is
 * there one, and is it the thing itself. Pure.
 */
final class BodyCheck {
  private BodyCheck() {}

  /**
   * @throws ProblemException 411 without a body, which is an oversight more often than an empty
   *     value; 415 where it is coded, for we would hand it out without saying so; 400 where it is
   *     but a part (RFC 9110, section 14.5)
   */
  static void check(Function<String, List<String>> headers) {
    if (headers.apply("Content-Length").isEmpty() && headers.apply("Transfer-Encoding").isEmpty()) {
      throw new ProblemException(
          Problem.of(
              411,
              "length_required",
              "this needs a body; an empty one is sent with 'Content-Length: 0'"));
    }
    if (headers.apply("Content-Encoding").stream().anyMatch(BodyCheck::isCoded)) {
      throw new ProblemException(
          Problem.of(
                  415,
                  "unsupported_encoding",
                  "a body is taken as it is: send it without Content-Encoding, or store the coded"
                      + " bytes under a content type of their own, such as application/gzip")
              .with("Accept-Encoding", "identity"));
    }
    if (!headers.apply("Content-Range").isEmpty()) {
      throw ProblemException.badRequest(
          "bad_header", "a body is taken whole only: send it without Content-Range");
    }
  }

  private static boolean isCoded(String value) {
    return !value.isBlank() && !value.strip().equalsIgnoreCase("identity");
  }
}
