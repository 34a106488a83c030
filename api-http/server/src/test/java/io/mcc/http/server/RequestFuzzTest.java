package io.mcc.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mcc.http.server.wire.HostName;
import io.mcc.http.server.wire.RequestScanner;
import io.mcc.http.server.wire.WireRefusal;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes on a connection: where each request ends doesn't depend on the pieces they come in, and
 * what passes as a request gets to its route, or to a problem that can be sent, by way of its path,
 * query and headers.
 */
// threats 37, 39, 46
class RequestFuzzTest {
  private static final String HOST = " HTTP/1.1\r\nHost: localhost:8080\r\n";
  private static final List<String> SEEDS =
      List.of(
          "GET /api/v1/records/self?limit=5&after=n HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /x",
          "GET /api/v1/lookup/" + "a".repeat(52) + "?timeoutMillis=10&explain=true" + HOST + "\r\n",
          "PUT /api/v1/records/self/name?ttlSeconds=60"
              + HOST
              + "Content-Type: text/plain\r\nIf-Match: \"1-0123456789abcdef\"\r\n"
              + "Content-Length: 5\r\n\r\nvalue",
          "PUT /api/v1/node/loglevel"
              + HOST
              + "Origin: http://localhost:8080\r\nSec-Fetch-Site: same-origin\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n10\r\n{\"level\":\"info\"}\r\n0\r\n\r\n",
          "DELETE /api/v1/records/self/a%20b" + HOST + "If-None-Match: *\r\n\r\n",
          "POST /api/v1/records" + HOST + "Content-Length: 3\r\nContent-Type: a/b\r\n\r\nabc",
          "GET /api/v1/records/"
              + "b".repeat(52)
              + "?local=true"
              + HOST
              + "If-None-Match: W/\"x\"\r\n\r\n",
          "GET /api/v1/peers?limit=%31" + HOST + "\r\n",
          "OPTIONS * HTTP/1.0\r\nHost: [::1]:80\r\n\r\n",
          "GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n");

  private static final HostCheck HOSTS = new HostCheck(List.of("mesh.example"));
  private static final CrossSiteCheck ORIGINS = new CrossSiteCheck(List.of("https://app.example"));
  private static final Router ROUTER = new Router(RestServer.blankRoutes());

  private static long inputCount;
  private static long requestCount;
  private static long refusedCount;
  private static long askedCount;
  private static long problemCount;

  static Stream<byte[]> seeds() {
    return SEEDS.stream().map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("seeds")
  @FuzzTest
  void shouldReadEveryRequestInOneWay(byte[] stream) {
    inputCount++;
    List<Integer> ends = new ArrayList<>();
    WireRefusal refusal = scan(stream, stream.length, ends);
    List<Integer> endsByByte = new ArrayList<>();
    assertThat(scan(stream, 1, endsByByte)).isEqualTo(refusal);
    assertThat(endsByByte).isEqualTo(ends);
    refusedCount += refusal == null ? 0 : 1;
    int start = 0;
    for (int end : ends) {
      requestCount++;
      String first = serve(Arrays.copyOfRange(stream, start, end));
      assertThat(serve(Arrays.copyOfRange(stream, start, end))).isEqualTo(first);
      start = end;
    }
  }

  /** Scans pieces of a length; notes where requests end and answers why there are no more. */
  private static WireRefusal scan(byte[] stream, int pieceLength, List<Integer> ends) {
    RequestScanner scanner = new RequestScanner(1_024, 16);
    ByteBuffer bytes = ByteBuffer.wrap(stream);
    int position = 0;
    while (position < stream.length && scanner.refusal() == null) {
      int limit = Math.min(stream.length, position + pieceLength);
      position = scanner.scan(bytes, position, limit);
      if (scanner.isAtBoundary()) {
        ends.add(position);
      }
    }
    return scanner.refusal();
  }

  /** What becomes of a request, in a word. */
  private static String serve(byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    int headEnd = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, headEnd).split("\r\n");
    String[] parts = lines[0].split(" ");
    if (!parts[1].startsWith("/")) {
      return "proxy";
    }
    try {
      Function<String, List<String>> headers = name -> values(lines, name);
      HostName host = HOSTS.check(headers.apply("Host"));
      ORIGINS.checkWrite(host, first(headers, "Origin"), first(headers, "Sec-Fetch-Site"));
      return ask(parts, headers, Arrays.copyOfRange(request, headEnd + 4, request.length));
    } catch (ProblemException e) {
      problemCount++;
      requireSendable(Answer.problem(e.problem()));
      return e.problem().code();
    } catch (IllegalArgumentException e) {
      // A command says in one sentence what is wrong with its inputs.
      problemCount++;
      requireSendable(Answer.problem(Problem.of(400, "invalid", e.getMessage())));
      return e.getMessage();
    }
  }

  private static String ask(String[] line, Function<String, List<String>> headers, byte[] body) {
    int mark = line[1].indexOf('?');
    String path = mark < 0 ? line[1] : line[1].substring(0, mark);
    Router.Match match = ROUTER.match(line[0], path);
    String rawQuery = mark < 0 ? "" : line[1].substring(mark + 1);
    Query query = Query.parse(rawQuery, match.route().queryParameters());
    Reply reply =
        match.route().resource().apply(new Request(match.pathParameters(), query, headers, body));
    if (reply instanceof Reply.Ask asked) {
      askedCount++;
      assertThat(asked.patienceMillis()).isPositive();
      return asked.command().getClass().getSimpleName();
    }
    if (reply instanceof Reply.Now now) {
      requireSendable(now.answer());
    }
    return reply.getClass().getSimpleName();
  }

  /** Nothing that a client has sent ends a line of the answer's head. */
  private static void requireSendable(Answer answer) {
    assertThat(answer.status()).isBetween(200, 599);
    answer
        .headers()
        .forEach((name, value) -> assertThat(value).as(name).matches("[\\x20-\\x7e\\x80-\\xff]*"));
  }

  private static String first(Function<String, List<String>> headers, String name) {
    return headers.apply(name).stream().findFirst().orElse(null);
  }

  private static List<String> values(String[] lines, String name) {
    return Arrays.stream(lines)
        .skip(1)
        .filter(line -> line.substring(0, line.indexOf(':')).equalsIgnoreCase(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .toList();
  }

  /** Or the target would be one that returns early. */
  @AfterAll
  static void shouldHaveComeToTheRoutes() throws Exception {
    File inputs =
        new File(
            RequestFuzzTest.class
                .getResource("RequestFuzzTestInputs/shouldReadEveryRequestInOneWay")
                .toURI());
    assertThat(inputCount).isGreaterThan(SEEDS.size() + inputs.list().length);
    assertThat(List.of(requestCount, refusedCount, askedCount, problemCount)).doesNotContain(0L);
  }
}
