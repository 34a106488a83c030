package io.mcc.http.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Asks for the bearer token where there is one (RFC 6750). Never shows it. Immutable. */
final class TokenCheck {
  private static final String SCHEME = "bearer ";

  private final byte[] expected;

  /**
   * @param token null asks for nothing
   */
  TokenCheck(String token) {
    expected = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Checks the Authorization header's values.
   *
   * @throws ProblemException 401
   */
  void check(List<String> values) {
    if (expected == null) {
      return;
    }
    if (values.isEmpty()) {
      throw unauthorized("the request needs the header 'Authorization: Bearer TOKEN'", "");
    }
    if (values.size() > 1 || !isRight(values.get(0))) {
      throw unauthorized("the token is wrong", ", error=\"invalid_token\"");
    }
  }

  private boolean isRight(String value) {
    if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    byte[] given = value.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, given);
  }

  private static ProblemException unauthorized(String detail, String parameters) {
    return new ProblemException(
        Problem.of(401, "unauthorized", detail)
            .with("WWW-Authenticate", "Bearer realm=\"mcc\"" + parameters));
  }
}
