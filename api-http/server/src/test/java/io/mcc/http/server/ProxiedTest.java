package io.mcc.http.server;

import static io.mcc.http.server.RestFixture.ID_B;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as reverse proxies and load balancers send them: HTTP/1.0, absolute form. */
class ProxiedTest {
  private final RestFixture rest = RestFixture.launch().answer(ProxiedTest::outcome);

  private static Outcome outcome(Command command) {
    if (command instanceof Command.PingPeer) {
      return new Outcome.Pong(ID_B, 1_000, List.of());
    }
    return command instanceof Command.DeleteMutable
        ? new Outcome.Deleted(ID_B, 1, 1, List.of())
        : RestFixture.status(true, true);
  }

  @AfterEach
  void close() {
    rest.close();
  }

  private RawConnection.RawResponse ask(String request) {
    try (RawConnection raw = rest.connect()) {
      return raw.send(request.replace("~", "\r\n").replace("PORT", "" + rest.port())).receive();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'DELETE /api/v1/records/self/n HTTP/1.0~Host: localhost~~', 204",
    "'POST /api/v1/peers/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbq/ping HTTP/1.0~~', 200",
    "'OPTIONS /api/v1/node HTTP/1.0~Host: localhost~~', 204",
    "'GET /healthz HTTP/1.0~~', 200",
    "'HEAD /healthz HTTP/1.0~~', 200",
    "'GET /healthz HTTP/1.0~Host: evil.example~~', 421",
    "'DELETE /api/v1/records/self/n HTTP/1.0~Origin: http://localhost~~', 403"
  })
  void shouldServeHttp10WithoutALength(String request, int status) {
    assertThat(ask(request).status()).isEqualTo(status);
  }

  @Test
  void shouldGoOnAfterAnHttp10RequestThatAsksForIt() {
    try (RawConnection raw = rest.connect()) {
      String head = "DELETE /api/v1/records/self/n HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
      assertThat(raw.send(head).receive().status()).isEqualTo(204);
      assertThat(raw.send(head).receive().status()).isEqualTo(204);
    }
  }

  @Test
  void shouldEndAnHttp10ConnectionWithItsOneAnswer() {
    // threat 39: what follows a request without a length is no request
    try (RawConnection raw = rest.connect()) {
      String hidden = "DELETE /api/v1/records/self/n HTTP/1.0\r\n\r\n";
      assertThat(raw.send("GET /healthz HTTP/1.0\r\n\r\n" + hidden).receive().status())
          .isEqualTo(200);
      assertThat(raw.isEnded()).isTrue();
      assertThat(rest.engine().commands()).noneMatch(Command.DeleteMutable.class::isInstance);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /api/v1/records/self/n HTTP/1.0~~",
        "PUT /api/v1/records/self/n HTTP/1.1~Host: localhost~~",
        "POST /api/v1/records HTTP/1.1~Host: localhost~~",
        "PUT /api/v1/node/loglevel HTTP/1.1~Host: localhost~~"
      })
  void shouldAskForALengthWhereABodyIsNeeded(String request) {
    RawConnection.RawResponse response = ask(request);

    assertThat(response.status()).isEqualTo(411);
    assertThat(response.body()).contains("\"code\":\"length_required\"", "Content-Length: 0");
    assertThat(rest.engine().commands()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity, br", "GZIP", "aes128gcm"})
  void shouldRefuseABodyThatIsCoded(String coding) {
    RawConnection.RawResponse response =
        ask(
            "PUT /api/v1/records/self/n HTTP/1.1~Host: localhost~Content-Length: 0~"
                + "Content-Encoding: "
                + coding
                + "~~");

    assertThat(response.status()).isEqualTo(415);
    assertThat(response.header("Accept-Encoding")).isEqualTo("identity");
    assertThat(response.body()).contains("\"code\":\"unsupported_encoding\"");
    assertThat(rest.engine().commands()).isEmpty();
  }

  @Test
  void shouldRefuseAPartOfAValue() {
    String head = "PUT /api/v1/records/self/n HTTP/1.1~Host: localhost~Content-Length: 0~";

    assertThat(ask(head + "Content-Range: bytes 0-0/9~~").status()).isEqualTo(400);
    assertThat(ask(head + "Content-Encoding: identity~~").body()).doesNotContain("unsupported");
  }

  @ParameterizedTest
  @CsvSource({
    "'GET http://localhost:PORT/healthz HTTP/1.1~Host: localhost:PORT~~', 200",
    "'GET HTTP://LOCALHOST:PORT/healthz HTTP/1.1~Host: LOCALHOST:PORT~~', 200",
    "'GET http://127.0.0.1:PORT/api/v1/node? HTTP/1.1~Host: 127.0.0.1:PORT~~', 200",
    "'GET http://127.0.0.1:PORT/healthz HTTP/1.0~~', 200",
    "'GET http://127.0.0.1:PORT HTTP/1.1~Host: 127.0.0.1:PORT~~', 307",
    "'OPTIONS http://127.0.0.1:PORT HTTP/1.1~Host: 127.0.0.1:PORT~~', 204",
    "'GET http://localhost:PORT/healthz HTTP/1.1~Host: evil.example~~', 400",
    "'GET http://localhost:PORT/healthz HTTP/1.1~Host: LOCALHOST:PORT~~', 400",
    "'GET http://user@localhost:PORT/healthz HTTP/1.1~Host: localhost:PORT~~', 400",
    "'GET http:///healthz HTTP/1.1~Host: ~~', 400"
  })
  void shouldServeItsOwnAbsoluteAddress(String request, int status) {
    // RFC 9112, section 3.2.2; a Host header that says another is refused, not ignored
    RawConnection.RawResponse response = ask(request);

    assertThat(response.status()).as(response.toString()).isEqualTo(status);
    assertThat(response.isProblem()).isEqualTo(status >= 400);
  }

  @Test
  void shouldTakeNoNoteOfEmptyParameters() {
    assertThat(ask("GET /api/v1/node?&& HTTP/1.1~Host: localhost~~").status()).isEqualTo(200);
    assertThat(ask("GET /api/v1/peers?&limit=0& HTTP/1.1~Host: localhost~~").status())
        .isEqualTo(400);
  }
}
