package io.mcc.http.server;

import static io.mcc.http.server.RestFixture.ID_A;
import static io.mcc.http.server.RestFixture.ID_B;
import static io.mcc.http.server.RestFixture.header;
import static io.mcc.http.server.RestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status table of the REST interface, row by row. */
class StatusTableTest {
  private final RestFixture rest = RestFixture.launch();

  @AfterEach
  void close() {
    rest.close();
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID, 400, false",
    "NOT_PERMITTED, 403, false",
    "NOT_FOUND, 404, false",
    "AMBIGUOUS_LABEL, 409, false",
    "PRECONDITION_FAILED, 412, false",
    "TOO_LARGE, 413, false",
    "QUOTA_EXCEEDED, 429, false",
    "RATE_EXCEEDED, 429, true",
    "UNCONFIRMED, 503, false",
    "BUSY, 503, true",
    "UNDER_REPLICATED, 502, false",
    "NO_ANSWER, 504, false",
    "STALE_ONLY, 504, false",
    "DISK_FULL, 507, false",
    "STORE_FAILED, 507, false",
    "CLOSING, 503, true"
  })
  void shouldMapEveryFailureOfTheEngine(FailureCode code, int status, boolean again) {
    rest.answer(new Outcome.Failed(code, "why it failed", List.of(ID_B), List.of()));

    for (HttpResponse<byte[]> response :
        List.of(
            rest.send("PUT", "/api/v1/records/self/n", "x"),
            rest.send("POST", "/api/v1/records", "x"),
            rest.send("DELETE", "/api/v1/records/self/n", ""),
            rest.get("/api/v1/records/" + ID_A),
            rest.get("/api/v1/lookup/" + ID_A))) {
      assertThat(response.statusCode()).isEqualTo(status);
      JsonNode problem = assertProblem(response);
      assertThat(problem.get("code").asText())
          .isEqualTo(code.name().toLowerCase(java.util.Locale.ROOT));
      assertThat(problem.get("detail").asText()).isEqualTo("why it failed");
      assertThat(problem.get("tried").get(0).asText()).isEqualTo(ID_B);
      assertThat(header(response, "Retry-After") != null).isEqualTo(again);
    }
  }

  @Test
  void shouldMapEveryCodeThereIs() {
    for (FailureCode code : FailureCode.values()) {
      assertThat(code.status()).isBetween(400, 507);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/records/short, 400, invalid",
    "GET, /api/v1/lookup/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 400, invalid",
    "GET, /api/v1/lookup/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab, 400, invalid",
    "GET, /api/v1/records/self/a%2Fb, 400, invalid",
    "PUT, /api/v1/records/self/a+b, 400, invalid",
    "PUT, /api/v1/records/self/., 400, invalid",
    "PUT, /api/v1/records/self/.., 400, invalid",
    "PUT, /api/v1/records/self/%2E%2e, 400, invalid",
    "GET, /api/v1/records/self/.., 400, invalid",
    "GET, /api/v1/records/Other/n, 400, invalid",
    "POST, /api/v1/peers/self/ping, 400, invalid",
    "GET, /api/v1/lookup/self, 400, invalid",
    "GET, /api/v1/peers?limit=0, 400, invalid",
    "GET, /api/v1/peers?limit=1001, 400, invalid",
    "GET, /api/v1/peers?limit=-1, 400, invalid",
    "GET, /api/v1/peers?limit=1&limit=2, 400, bad_query",
    "GET, /api/v1/peers?after=x, 400, invalid",
    "GET, /api/v1/peers?Limit=1, 400, unknown_parameter",
    "GET, /api/v1/node?x, 400, unknown_parameter",
    "GET, /api/v1/node?&=&, 400, unknown_parameter",
    "GET, /api/v1/node?%ff=1, 400, bad_query",
    "PUT, /api/v1/records/self/n?ttlSeconds=172801, 400, invalid",
    "PUT, /api/v1/records/self/n?ttlSeconds=0, 400, invalid",
    "PUT, /api/v1/records/self/n?explain=yes, 400, invalid",
    "POST, /api/v1/records?timeoutMillis=600001, 400, invalid",
    "POST, /api/v1/records?timeoutMillis=1e3, 400, invalid",
    "GET, //, 404, unknown_path",
    "GET, /api/v1, 404, unknown_path",
    "GET, /api/v1/node/, 404, unknown_path",
    "GET, /api//v1/node, 404, unknown_path",
    "GET, /api/v1/../v1/node, 404, unknown_path",
    "GET, /api/v1/node;a=b, 404, unknown_path",
    "GET, /api/v1/records/, 404, unknown_path",
    "GET, /api/v1/registrations, 404, unknown_path",
    "GET, /api/v1/services/x, 404, unknown_path",
    "GET, /api/v1/listeners, 404, unknown_path",
    "GET, /api/v1/dids, 404, unknown_path",
    "GET, /api/v1/blobs, 404, unknown_path",
    "GET, /api/v1/events, 404, unknown_path",
    "GET, /metrics, 404, monitoring_off",
    "DELETE, /api/v1/node, 405, wrong_method",
    "PATCH, /api/v1/node/loglevel, 405, wrong_method",
    "TRACE, /api/v1/node, 405, wrong_method",
    "POST, /api/v1/records/self/n, 405, wrong_method",
    "GET, /api/v1/records, 405, wrong_method",
    "get, /api/v1/node, 405, wrong_method"
  })
  void shouldRefuseWhatIsAskedWrongly(String method, String target, int status, String code) {
    try (RawConnection raw = rest.connect()) {
      raw.send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
      RawConnection.RawResponse response = raw.receive();

      assertThat(response.status()).isEqualTo(status);
      assertThat(response.isProblem()).as(response.body()).isTrue();
      assertThat(response.body()).contains("\"code\":\"" + code + "\"");
      assertThat(response.header("Allow") != null).isEqualTo(status == 405);
      assertThat(rest.engine().commands()).isEmpty();
    }
  }

  @Test
  void shouldNameTheMethodsThatArePossible() {
    assertThat(header(rest.send("PATCH", "/api/v1/records/self/n", ""), "Allow"))
        .isEqualTo("DELETE, GET, HEAD, OPTIONS, PUT");
    assertThat(header(rest.send("OPTIONS", "/api/v1/node", ""), "Allow"))
        .isEqualTo("GET, HEAD, OPTIONS");
    assertThat(rest.send("OPTIONS", "/nothing", "").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldServeNoOtherHostsAsAProxy() {
    for (String line :
        List.of(
            "GET http://web.service.mcc/ HTTP/1.1\r\nHost: web.service.mcc",
            "GET http://127.0.0.1/api/v1/node HTTP/1.1\r\nHost: 127.0.0.1",
            "GET http://127.0.0.9:"
                + rest.port()
                + "/healthz HTTP/1.1\r\nHost: 127.0.0.9:"
                + rest.port(),
            "GET http://localhost:1/healthz HTTP/1.1\r\nHost: localhost:1",
            "GET https://localhost:"
                + rest.port()
                + "/healthz HTTP/1.1\r\nHost: localhost:"
                + rest.port(),
            "CONNECT web.service.mcc:80 HTTP/1.1\r\nHost: web.service.mcc:80")) {
      try (RawConnection raw = rest.connect()) {
        RawConnection.RawResponse response = raw.send(line + "\r\n\r\n").receive();
        assertThat(response.status()).as(line).isEqualTo(line.startsWith("G") ? 404 : 405);
        assertThat(response.isProblem()).isTrue();
        assertThat(response.body()).contains("no_proxy");
      }
    }
  }

  private static JsonNode assertProblem(HttpResponse<byte[]> response) {
    assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
    JsonNode problem = json(response);
    assertThat(problem.get("status").asInt()).isEqualTo(response.statusCode());
    assertThat(problem.get("type").asText()).startsWith("urn:mcc:problem:");
    assertThat(problem.get("title").asText()).isNotEmpty();
    return problem;
  }
}
