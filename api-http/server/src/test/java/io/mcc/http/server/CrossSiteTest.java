package io.mcc.http.server;

import static io.mcc.http.server.RestFixture.ID_B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.engine.command.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat 37: a web page must not write through its visitor's browser. */
class CrossSiteTest {
  private RestFixture rest = RestFixture.launch();

  @AfterEach
  void close() {
    rest.close();
  }

  private void relaunch(String... origins) {
    rest.close();
    rest = RestFixture.launch(context -> context.corsOrigins(List.of(origins)));
  }

  private RawConnection.RawResponse ask(String method, String headers) {
    rest.answer(new Outcome.Stored(ID_B, 0, "0-0", 1, 0, true, List.of()));
    try (RawConnection raw = rest.connect()) {
      return raw.send(
              method
                  + " /api/v1/records HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Length: 1\r\n"
                  + headers
                  + "\r\nx")
          .receive();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example\r\nContent-Type: text/plain\r\n",
        "Origin: null\r\nContent-Type: text/plain\r\n",
        "Origin: http://127.0.0.1\r\n",
        "Origin: http://127.0.0.1:3000\r\nSec-Fetch-Site: same-site\r\n",
        "Origin: http://localhost:8080\r\n",
        "Origin: http://127.0.0.1:8080.evil.example\r\n",
        "Origin: http://127.0.0.1:8080@evil.example\r\n",
        "Origin: ftp://127.0.0.1:8080\r\n",
        "Origin: 127.0.0.1:8080\r\n",
        "Origin: \r\n",
        "Sec-Fetch-Site: cross-site\r\nContent-Type: text/plain\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Origin: http://127.0.0.1:8080\r\nSec-Fetch-Site: cross-site\r\n"
      })
  void shouldRefuseWritesOfForeignPages(String headers) {
    RawConnection.RawResponse response = ask("POST", headers);

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.isProblem()).isTrue();
    assertThat(response.header("Access-Control-Allow-Origin")).isNull();
    assertThat(rest.engine().commands()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Origin: http://127.0.0.1:8080\r\nSec-Fetch-Site: same-origin\r\n",
        "Origin: HTTP://127.0.0.1:8080\r\n",
        "Origin: https://127.0.0.1:8080\r\n",
        "Sec-Fetch-Site: none\r\n",
        "Content-Type: text/plain\r\n"
      })
  void shouldLetOwnPagesAndProgramsWrite(String headers) {
    assertThat(ask("POST", headers).status()).isEqualTo(201);
  }

  @Test
  void shouldLetListedOriginsWriteAndRead() {
    relaunch("https://app.example", "http://localhost:3000");

    RawConnection.RawResponse response =
        ask("POST", "Origin: https://app.example\r\nSec-Fetch-Site: cross-site\r\n");

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
    assertThat(response.header("Access-Control-Allow-Credentials")).isNull();
    assertThat(response.header("Access-Control-Expose-Headers")).contains("ETag");
    assertThat(response.header("Vary")).isEqualTo("Origin");
    assertThat(ask("POST", "Origin: https://app.example:444\r\n").status()).isEqualTo(403);
    assertThat(ask("POST", "Origin: http://app.example\r\n").status()).isEqualTo(403);
  }

  @Test
  void shouldLetAnyOriginInWithoutCredentialsWhenAskedTo() {
    relaunch("*");

    RawConnection.RawResponse response = ask("POST", "Origin: http://evil.example\r\n");

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(response.header("Access-Control-Allow-Credentials")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"http://localhost:3000, 204", "http://evil.example, 403"})
  void shouldAnswerPreflights(String origin, int status) {
    relaunch("http://localhost:3000");

    RawConnection.RawResponse response =
        ask(
            "OPTIONS",
            "Origin: "
                + origin
                + "\r\nAccess-Control-Request-Method: PUT\r\n"
                + "Access-Control-Request-Headers: if-match\r\n");

    assertThat(response.status()).isEqualTo(status);
    if (status == 204) {
      assertThat(response.header("Access-Control-Allow-Methods")).contains("PUT");
      assertThat(response.header("Access-Control-Allow-Headers")).contains("If-Match");
      assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(origin);
    }
  }

  @Test
  void shouldExplainErrorsToListedOriginsToo() {
    relaunch("https://app.example");

    RawConnection.RawResponse response = ask("PATCH", "Origin: https://app.example\r\n");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.example", "https://", "https://app.example/x", "null", ""})
  void shouldRefuseToLaunchWithAnOriginThatIsNone(String origin) {
    RestContext context =
        new RestContext()
            .engine(rest.engine().client(), RestFixture.node())
            .corsOrigins(List.of(origin));

    assertThatThrownBy(context::conclude).hasMessageContaining("enable-cors");
  }
}
