package io.mcc.http.server.wire;

/** A refusal as a complete HTTP response, for where no HTTP server stands behind it. Pure. */
final class RawAnswer {
  private RawAnswer() {}

  static String text(WireRefusal refusal) {
    String body =
        "{\"type\":\"urn:mcc:problem:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}"
            .formatted(
                refusal.code(),
                refusal.title(),
                refusal.status(),
                refusal.detail(),
                refusal.code());
    return "HTTP/1.1 "
        + refusal.status()
        + ' '
        + refusal.title()
        + "\r\nContent-Type: application/problem+json\r\nContent-Length: "
        + body.length()
        + (refusal.status() == 503 ? "\r\nRetry-After: 1" : "")
        + "\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
        + body;
  }
}
