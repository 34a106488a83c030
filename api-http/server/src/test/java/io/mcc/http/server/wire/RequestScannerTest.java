package io.mcc.http.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestScannerTest {
  private static final String HOST = "Host: a\r\n";

  private final RequestScanner scanner = new RequestScanner(1_024, 8);

  private int scan(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return scanner.scan(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET /a%20b?c=d&e=f HTTP/1.0\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\n\r\n",
        "CONNECT a.example:80 HTTP/1.1\r\n\r\n",
        "GET http://a/ HTTP/1.1\r\n\r\n",
        "PUT / HTTP/1.1\r\ncontent-length: \t 3 \r\n\r\nabc",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n0A\r\n0123456789\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 2\r\n\r\n\r\n",
        "PUT / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 0\r\n\r\n",
        "GET / HTTP/1.1\r\nX:\r\nY: \u00e4\r\n\r\n"
      })
  void shouldFindTheEndOfAWellFormedRequest(String request) {
    String whole = request.replaceFirst("\r\n", "\r\n" + HOST);
    assertThat(scan(whole + "GET /next")).isEqualTo(whole.length());
    assertThat(scanner.isAtBoundary()).isTrue();
    assertThat(scanner.refusal()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // threat 39
        "\r\nGET / HTTP/1.1\r\n\r\n",
        " GET / HTTP/1.1\r\n\r\n",
        "GET  / HTTP/1.1\r\n\r\n",
        "GET /\tHTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1 \r\n\r\n",
        "GET / HTTP/1.1\n\n",
        "GET /\r\n\r\n",
        "GET / http/1.1\r\n\r\n",
        "GET / HTTP/2.0\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / HTTP/1.10\r\n\r\n",
        "GET a HTTP/1.1\r\n\r\n",
        "GET * HTTP/1.1\r\n\r\n",
        "GET ftp://a/ HTTP/1.1\r\n\r\n",
        "CONNECT / HTTP/1.1\r\n\r\n",
        "GET /%zz HTTP/1.1\r\n\r\n",
        "GET /% HTTP/1.1\r\n\r\n",
        "GET /a<b HTTP/1.1\r\n\r\n",
        "GET /#f HTTP/1.1\r\n\r\n",
        "GET /\u0000 HTTP/1.1\r\n\r\n",
        "GET /\u00e4 HTTP/1.1\r\n\r\n",
        "G@T / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\n X: y\r\n\r\n",
        "GET / HTTP/1.1\r\nX: y\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\nX : y\r\n\r\n",
        "GET / HTTP/1.1\r\n: y\r\n\r\n",
        "GET / HTTP/1.1\r\nX\r\n\r\n",
        "GET / HTTP/1.1\r\nX: a\nY: b\r\n\r\n",
        "GET / HTTP/1.1\r\nX: a\rY: b\r\n\r\n",
        "GET / HTTP/1.1\r\nX: \u0000\r\n\r\n",
        "GET / HTTP/1.1\r\nX\u0000: a\r\n\r\n",
        "GET / HTTP/1.1\r\n\rX: a\r\n\r\n",
        "PUT / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
        "PUT / HTTP/1.1\r\nContent-Length: 3, 3\r\n\r\nabc",
        "PUT / HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc",
        "PUT / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "PUT / HTTP/1.1\r\nContent-Length: 0x3\r\n\r\nabc",
        "PUT / HTTP/1.1\r\nContent-Length: 3 3\r\n\r\nabc",
        "PUT / HTTP/1.1\r\nContent-Length: \r\n\r\n",
        "PUT / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "PUT / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: identity\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding:\r\n\r\n",
        "PUT / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\r\nabc\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n000000003\r\nabc\r\n0\r\n\r\n",
        "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n",
        "PUT / HTTP/1.1\r\nExpect: 200-ok\r\n\r\n"
      })
  void shouldRefuseWhatCanBeReadInTwoWays(String request) {
    String whole = request.replaceFirst("HTTP/1.([01])\r\n", "HTTP/1.$1\r\n" + HOST);
    assertThat(scan(whole)).isLessThan(whole.length());
    assertThat(scanner.refusal()).isNotNull().isNotEqualTo(WireRefusal.HOST);
    assertThat(scanner.isAtBoundary()).isFalse();
  }

  @Test
  void shouldBoundTheHead() {
    scan("GET / HTTP/1.1\r\nX: " + "x".repeat(1_024));
    assertThat(scanner.refusal()).isEqualTo(WireRefusal.HEAD_TOO_LARGE);
  }

  @Test
  void shouldBoundTheCountOfHeaders() {
    scan("GET / HTTP/1.1\r\n" + "X: x\r\n".repeat(9) + "\r\n");
    assertThat(scanner.refusal()).isEqualTo(WireRefusal.HEAD_TOO_LARGE);
  }

  @Property(tries = 500)
  void shouldFindTheSameEndsHoweverTheBytesArrive(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      requests.add(request(random));
    }
    byte[] bytes = String.join("", requests).getBytes(StandardCharsets.ISO_8859_1);
    RequestScanner pieces = new RequestScanner(1_024, 8);
    List<Integer> ends = new ArrayList<>();
    int position = 0;
    while (position < bytes.length) {
      int limit = Math.min(bytes.length, position + 1 + random.nextInt(20));
      position = pieces.scan(ByteBuffer.wrap(bytes), position, limit);
      assertThat(pieces.refusal()).isNull();
      if (pieces.isAtBoundary()) {
        ends.add(position);
      }
    }
    int end = 0;
    for (int i = 0; i < requests.size(); i++) {
      end += requests.get(i).length();
      assertThat(ends.get(i)).isEqualTo(end);
    }
    assertThat(ends).hasSize(requests.size());
  }

  /** A body that looks like a request must never be taken for one. */
  private static String request(Random random) {
    String body = "GET /evil HTTP/1.1\r\n\r\n".repeat(random.nextInt(3));
    return switch (random.nextInt(3)) {
      case 0 -> "GET /" + "a".repeat(random.nextInt(30)) + " HTTP/1.1\r\n" + HOST + "\r\n";
      case 1 ->
          "PUT / HTTP/1.1\r\n" + HOST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
      default ->
          "PUT / HTTP/1.1\r\n"
              + HOST
              + "Transfer-Encoding: chunked\r\n\r\n"
              + (body.isEmpty() ? "" : Integer.toHexString(body.length()) + "\r\n" + body + "\r\n")
              + "0\r\n\r\n";
    };
  }

  @Property(tries = 2_000)
  void shouldNeverFailOnJunk(@ForAll byte[] junk) {
    RequestScanner fresh = new RequestScanner(64, 4);
    int position = 0;
    while (position < junk.length && fresh.refusal() == null) {
      int next = fresh.scan(ByteBuffer.wrap(junk), position, junk.length);
      assertThat(next > position || fresh.refusal() != null).isTrue();
      position = next;
    }
  }
}
