package io.mcc.http.server.wire;

/**
 * Why a request is refused before it has become one: what arrived isn't HTTP/1.1 as RFC 9112 has
 * it, is too large, or took too long. The connection ends after the answer, because nobody can say
 * where the next request would begin.
 */
public enum WireRefusal {
  /** The request line isn't {@code method SP target SP HTTP/1.1 CRLF}. */
  REQUEST_LINE(400, "Bad Request", "bad_request_line", "the request line is malformed"),
  /** A header line isn't {@code name: value CRLF}: bare CR or LF, folding, space before a colon. */
  HEADER_LINE(400, "Bad Request", "bad_header", "a header line is malformed"),
  /** Content-Length or Transfer-Encoding can be read in two ways. */
  FRAMING(
      400,
      "Bad Request",
      "bad_framing",
      "Content-Length and Transfer-Encoding must say once and plainly where the body ends"),
  /** A chunk isn't {@code size CRLF data CRLF}; extensions and trailers aren't taken. */
  CHUNK(400, "Bad Request", "bad_chunk", "the chunked body is malformed"),
  /**
   * There isn't exactly one Host header (HTTP/1.0: at most one), or it isn't {@code host[:port]}.
   */
  HOST(
      400,
      "Bad Request",
      "bad_host",
      "there has to be exactly one Host header, and it has to be host[:port], the same as in an"
          + " absolute address"),
  /** The head did not arrive in time. */
  HEAD_TIMEOUT(408, "Request Timeout", "request_timeout", "the request was not finished in time"),
  /** Something but {@code 100-continue} is expected. */
  EXPECTATION(
      417, "Expectation Failed", "expectation_failed", "only 'Expect: 100-continue' is understood"),
  /** Request line and headers are over the limit in bytes or in count. */
  HEAD_TOO_LARGE(
      431, "Request Header Fields Too Large", "head_too_large", "the request's head is too large"),
  /** As many connections as the limit allows are open already. */
  CONNECTIONS(
      503,
      "Service Unavailable",
      "too_many_connections",
      "too many connections are open (limit 'http-connections')"),
  /** Another major version of HTTP. */
  VERSION(
      505,
      "HTTP Version Not Supported",
      "http_version",
      "only HTTP/1.1 and HTTP/1.0 are understood");

  private final int status;
  private final String title;
  private final String code;
  private final String detail;

  WireRefusal(int status, String title, String code, String detail) {
    this.status = status;
    this.title = title;
    this.code = code;
    this.detail = detail;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The stable code of the problem document. */
  public String code() {
    return code;
  }

  /** One sentence for the user. */
  public String detail() {
    return detail;
  }

  /** The status' phrase. */
  public String title() {
    return title;
  }
}
