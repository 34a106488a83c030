package io.mcc.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
  private static final String TOKEN = "s3cret-Token.0123456789";

  private final RestFixture rest =
      RestFixture.launch(context -> context.token(TOKEN)).answer(RestFixture.status(true, true));

  @AfterEach
  void close() {
    rest.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  "})
  void shouldServeWhoeverHasTheToken(String scheme) {
    assertThat(rest.send("GET", "/api/v1/node", "", "Authorization", scheme + TOKEN).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer x",
        "Bearer " + TOKEN + "x",
        "Bearer s3cret-Token.012345678",
        "Bearer ",
        "Bearer",
        "Basic " + TOKEN,
        TOKEN,
        "Bearer " + TOKEN + " " + TOKEN,
        "Bearer S3CRET-TOKEN.0123456789"
      })
  void shouldRefuseEveryOther(String authorization) {
    HttpResponse<byte[]> response =
        rest.send("GET", "/api/v1/node", "", "Authorization", authorization);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(RestFixture.header(response, "WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"mcc\", error=\"invalid_token\"");
    // threat 42
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).doesNotContain("s3cret");
    assertThat(response.headers().map().toString()).doesNotContain("s3cret");
    assertThat(rest.engine().commands()).isEmpty();
  }

  @Test
  void shouldTellNobodyWithoutTokenWhatThereIs() {
    for (String path : List.of("/api/v1/node", "/nothing", "/api/v1/records/x")) {
      HttpResponse<byte[]> response = rest.get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(401);
      assertThat(RestFixture.header(response, "WWW-Authenticate"))
          .isEqualTo("Bearer realm=\"mcc\"");
    }
    assertThat(rest.send("PUT", "/api/v1/records/self/n", "x").statusCode()).isEqualTo(401);
  }

  @Test
  void shouldLeaveHealthAndDocumentationOpen() {
    for (String path : List.of("/healthz", "/readyz", "/openapi.yaml", "/swagger/")) {
      assertThat(rest.get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void shouldRefuseTwoTokens() {
    try (RawConnection raw = rest.connect()) {
      String header = "Authorization: Bearer " + TOKEN + "\r\n";
      raw.send("GET /api/v1/node HTTP/1.1\r\nHost: localhost\r\n" + header + header + "\r\n");
      assertThat(raw.receive().status()).isEqualTo(401);
    }
  }

  @Test
  void shouldNeverQuoteTheToken() {
    // threat 42
    RestContext context =
        new RestContext().engine(rest.engine().client(), RestFixture.node()).token("with space");

    assertThatThrownBy(context::conclude).message().doesNotContain("with space");
    assertThat(context.toString()).doesNotContain("with space");
  }
}
