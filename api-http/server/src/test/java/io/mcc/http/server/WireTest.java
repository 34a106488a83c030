package io.mcc.http.server;

import static io.mcc.http.server.RestFixture.ID_B;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens on the socket before a request has become one. */
class WireTest {
  private static final String HOST = "Host: localhost\r\n";

  private final RestFixture rest =
      RestFixture.launch()
          .answer(
              command ->
                  command instanceof Command.NodeStatus
                      ? RestFixture.status(true, true)
                      : new Outcome.Stored(ID_B, 0, "0-0", 1, 0, true, List.of()));

  @AfterEach
  void close() {
    rest.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'nonsense~~~~', 400, bad_request_line",
    "'GET / HTTP/3.0~~', 505, http_version",
    "'GET / HTTP/1.1~Host : a~~', 400, bad_header",
    "'GET / HTTP/1.1~Host: a~Content-Length: 1~Transfer-Encoding: chunked~~', 400, bad_framing",
    "'GET / HTTP/1.1~Host: a~Expect: tea~~', 417, expectation_failed",
    "'PUT / HTTP/1.0~Transfer-Encoding: chunked~~', 400, bad_framing"
  })
  void shouldAnswerBadHeadsWithAProblem(String head, int status, String code) {
    try (RawConnection raw = rest.connect()) {
      RawConnection.RawResponse response = raw.send(head.replace("~", "\r\n")).receive();

      assertThat(response.status()).isEqualTo(status);
      assertThat(response.isProblem()).as(response.toString()).isTrue();
      assertThat(response.body()).contains("\"code\":\"" + code + "\"");
      assertThat(raw.isEnded()).isTrue();
    }
  }

  @Test
  void shouldAnswerALargeHeadWith431() {
    // threat 38
    try (RawConnection raw = rest.connect()) {
      raw.trySend("GET / HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(100_000) + "\r\n\r\n");
      RawConnection.RawResponse response = raw.receive();
      assertThat(response.status()).isEqualTo(431);
      assertThat(response.isProblem()).as(response.toString()).isTrue();
    }
    try (RawConnection raw = rest.connect()) {
      raw.trySend("GET / HTTP/1.1\r\n" + HOST + "X: x\r\n".repeat(200) + "\r\n");
      assertThat(raw.receive().status()).isEqualTo(431);
    }
    try (RawConnection raw = rest.connect()) {
      raw.send("GET /api/v1/node HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(16_000) + "\r\n\r\n");
      assertThat(raw.receive().status()).isEqualTo(200);
    }
  }

  @Test
  void shouldAnswerAHugeBodyWith413BeforeReadingIt() {
    // threat 38
    for (String path : List.of("/api/v1/records", "/api/v1/records?ttlSeconds=5")) {
      try (RawConnection raw = rest.connect()) {
        raw.send("POST " + path + " HTTP/1.1\r\n" + HOST + "Content-Length: 99999999999\r\n\r\n");
        raw.trySend("x".repeat(1_000));
        RawConnection.RawResponse response = raw.receive();
        assertThat(response.status()).isEqualTo(413);
        assertThat(response.isProblem()).as(response.toString()).isTrue();
        assertThat(raw.isEnded()).isTrue();
      }
    }
  }

  @Test
  void shouldCutAChunkedBodyAtTheLimit() {
    try (RawConnection raw = rest.connect()) {
      raw.send("POST /api/v1/records HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n");
      String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
      raw.trySend(chunk.repeat(5));
      assertThat(raw.receive().status()).isEqualTo(413);
      assertThat(rest.engine().commands()).isEmpty();
    }
  }

  @Test
  void shouldReadAChunkedBody() {
    try (RawConnection raw = rest.connect()) {
      raw.send("POST /api/v1/records HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n");
      raw.send("3\r\nabc\r\n").send("2\r\nde\r\n0\r\n\r\n");
      assertThat(raw.receive().status()).isEqualTo(201);
      Command.PutImmutable put = (Command.PutImmutable) rest.engine().lastCommand();
      assertThat(new String(put.value(), StandardCharsets.UTF_8)).isEqualTo("abcde");
    }
  }

  @Test
  void shouldRefuseABrokenChunk() {
    try (RawConnection raw = rest.connect()) {
      raw.send("POST /api/v1/records HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n");
      raw.send("3\r\nabcXX");
      RawConnection.RawResponse response = raw.receive();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.isProblem()).as(response.toString()).isTrue();
      assertThat(raw.isEnded()).isTrue();
      assertThat(rest.engine().commands()).isEmpty();
    }
  }

  @Test
  void shouldSayContinueOnlyToABodyThatFits() {
    try (RawConnection raw = rest.connect()) {
      String head = "POST /api/v1/records HTTP/1.1\r\n" + HOST + "Expect: 100-continue\r\n";
      raw.send(head + "Content-Length: 2\r\n\r\n");
      assertThat(raw.receive().status()).isEqualTo(100);
      assertThat(raw.send("ab").receive().status()).isEqualTo(201);
      raw.send(head + "Content-Length: 70000\r\n\r\n");
      assertThat(raw.receive().status()).isEqualTo(413);
    }
  }

  @Test
  void shouldServePipelinedRequestsInOrder() {
    try (RawConnection raw = rest.connect()) {
      String get = "GET /api/v1/node HTTP/1.1\r\n" + HOST + "\r\n";
      String post = "POST /api/v1/records HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc";
      String missing = "GET /nothing HTTP/1.1\r\n" + HOST + "\r\n";
      raw.send((get + post + missing).repeat(20) + "GET / HTTP/1.1\nbad\n\n");
      for (int i = 0; i < 20; i++) {
        assertThat(raw.receive().status()).isEqualTo(200);
        assertThat(raw.receive().status()).isEqualTo(201);
        assertThat(raw.receive().status()).isEqualTo(404);
      }
      assertThat(raw.receive().status()).isEqualTo(400);
      assertThat(raw.isEnded()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "DELETE"})
  void shouldNeverTakeABodyForARequest(String method) {
    // threat 39
    try (RawConnection raw = rest.connect()) {
      String hidden = "DELETE /api/v1/records/self/n HTTP/1.1\r\n" + HOST + "\r\n";
      raw.send(
          method
              + " /nothing HTTP/1.1\r\n"
              + HOST
              + "Content-Length: "
              + hidden.length()
              + "\r\n\r\n"
              + hidden);
      assertThat(raw.receive(method.equals("HEAD")).status()).isEqualTo(404);
      raw.trySend("GET /api/v1/node HTTP/1.1\r\n" + HOST + "\r\n");
      raw.isEnded();
      assertThat(rest.engine().commands()).noneMatch(Command.DeleteMutable.class::isInstance);
    }
  }
}
