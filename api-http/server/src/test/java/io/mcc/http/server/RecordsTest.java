package io.mcc.http.server;

import static io.mcc.http.server.RestFixture.ID_A;
import static io.mcc.http.server.RestFixture.ID_B;
import static io.mcc.http.server.RestFixture.header;
import static io.mcc.http.server.RestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Expectation;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.TraceStep;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
  private static final String TAG = "29-" + "0123456789abcdef".repeat(2);

  private static final long DAY_MS = 86_400_000L;
  private static final List<TraceStep> TRACE =
      List.of(new TraceStep(ID_B, "127.0.0.1:2", "put", 3, 1, 5_000, "answered"));

  private final RestFixture rest = RestFixture.launch();

  @AfterEach
  void close() {
    rest.close();
  }

  private static Outcome.Found found(String type, byte[] value) {
    return new Outcome.Found(ID_B, ID_A, "n", 41, DAY_MS, type, value, TAG, false, TRACE);
  }

  private static Outcome.Stored stored(boolean created) {
    return new Outcome.Stored(ID_B, 41, TAG, 3, DAY_MS, created, TRACE);
  }

  @Test
  void shouldStoreBytesAsTheyAre() {
    rest.answer(new Outcome.Stored(ID_B, 0, TAG, 3, DAY_MS, true, List.of()));
    byte[] value = new byte[RestLimits.RECORD_LENGTH_MAX];
    new Random(7).nextBytes(value);

    HttpResponse<byte[]> response =
        rest.send(rest.request("/api/v1/records").POST(BodyPublishers.ofByteArray(value)));

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(header(response, "Location")).isEqualTo("/api/v1/records/" + ID_B);
    assertThat(new String(response.body()))
        .isEqualTo(
            "{\"key\":\"" + ID_B + "\",\"replicas\":3,\"expires\":\"1970-01-02T00:00:00Z\"}");
    Command.PutImmutable put = (Command.PutImmutable) rest.engine().lastCommand();
    assertThat(put.value()).isEqualTo(value);
    assertThat(put.contentType()).isEqualTo("application/octet-stream");
    assertThat(put.ttlMs()).isEqualTo(DAY_MS);
  }

  @Test
  void shouldTakeTheTypeOfAFormForNone() {
    rest.answer(stored(true));
    rest.send(
        rest.request("/api/v1/records/self/n")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .PUT(BodyPublishers.ofString("{}")));
    Command.PutMutable put = (Command.PutMutable) rest.engine().lastCommand();
    assertThat(put.contentType()).isEqualTo("application/octet-stream");
  }

  @Test
  void shouldAnswer200ForARecordThatWasKnown() {
    rest.answer(stored(false));

    HttpResponse<byte[]> response = rest.send("POST", "/api/v1/records", "x");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Location")).isNull();
  }

  @Test
  void shouldRefuseABodyOverTheLimit() {
    rest.answer(stored(true));
    byte[] value = new byte[RestLimits.RECORD_LENGTH_MAX + 1];

    HttpResponse<byte[]> response =
        rest.send(rest.request("/api/v1/records").POST(BodyPublishers.ofByteArray(value)));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(json(response).get("code").asText()).isEqualTo("too_large");
    assertThat(rest.engine().commands()).isEmpty();
  }

  @Test
  void shouldRefuseALongContentTypeInAClearSentence() {
    HttpResponse<byte[]> response =
        rest.send("POST", "/api/v1/records", "x", "Content-Type", "text/" + "x".repeat(123));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).get("detail").asText())
        .isEqualTo("a content type is at most 127 characters, this one has 128");
  }

  @Test
  void shouldTakeTheContentTypesOfOffices() {
    rest.answer(stored(true));
    String type =
        "application/vnd.openxmlformats-officedocument.presentationml.presentation; charset=binary";
    rest.send("POST", "/api/v1/records", "x", "Content-Type", type);

    assertThat(((Command.PutImmutable) rest.engine().lastCommand()).contentType()).isEqualTo(type);
  }

  @Test
  void shouldTellWhoeverStoresAForm() {
    rest.answer(stored(true));
    String form = "multipart/form-data; boundary=------------------------d74496d66958873e";

    assertThat(
            json(rest.send("POST", "/api/v1/records", "x", "Content-Type", form))
                .get("hint")
                .asText())
        .contains("-T FILE");
    assertThat(json(rest.send("POST", "/api/v1/records", "x")).has("hint")).isFalse();
  }

  @Test
  void shouldCompareAndSetByTheTagOfTheLastWrite() {
    rest.answer(stored(true));
    HttpResponse<byte[]> first = rest.send("PUT", "/api/v1/records/self/n", "one");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(json(first).get("sequence").asLong()).isEqualTo(41);
    String tag = header(first, "ETag");

    rest.answer(found("application/octet-stream", "one".getBytes()));
    assertThat(header(rest.get("/api/v1/records/self/n"), "ETag")).isEqualTo(tag);

    rest.answer(stored(false));
    rest.send("PUT", "/api/v1/records/self/n?ttlSeconds=60", "two", "If-Match", tag);

    Command.PutMutable put = (Command.PutMutable) rest.engine().lastCommand();
    assertThat(put.expectation()).isEqualTo(Expectation.ofTag(TAG));
    assertThat(put.ttlMs()).isEqualTo(60_000);
  }

  @Test
  void shouldPassOnTheOtherConditions() {
    rest.answer(stored(true));
    rest.send("PUT", "/api/v1/records/self/n", "x", "If-None-Match", "*");
    assertThat(((Command.PutMutable) rest.engine().lastCommand()).expectation())
        .isEqualTo(Expectation.ABSENT);
    rest.send("PUT", "/api/v1/records/self/n", "x", "If-Match", "*");
    assertThat(((Command.PutMutable) rest.engine().lastCommand()).expectation().kind())
        .isEqualTo(Expectation.Kind.PRESENT);
  }

  @ParameterizedTest
  @CsvSource({
    "If-Match, '\"strange\"', 412",
    "If-Match, 'W/\"15-0123456789abcdef0123456789abcdef\"', 412",
    "If-Match, unquoted, 400",
    "If-Match, '\"a\", \"b\"', 400",
    "If-None-Match, '\"a\"', 400"
  })
  void shouldNotWriteOnAConditionThatCannotHold(String name, String value, int status) {
    HttpResponse<byte[]> response = rest.send("PUT", "/api/v1/records/self/n", "x", name, value);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(rest.engine().commands()).isEmpty();
  }

  @Test
  void shouldServeAValueWithItsHeaders() {
    rest.answer(
        found("text/plain; charset=utf-8", "hé".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

    HttpResponse<byte[]> response = rest.get("/api/v1/records/" + ID_B);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("hé".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(header(response, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(header(response, "MCC-Sequence")).isEqualTo("41");
    assertThat(header(response, "MCC-Owner")).isEqualTo(ID_A);
    assertThat(header(response, "MCC-Expires")).isEqualTo("1970-01-02T00:00:00Z");
    assertThat(header(response, "Content-Disposition")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/svg+xml", "text/javascript", "application/xhtml+xml"})
  void shouldLetNoBrowserRunAStrangersBytes(String type) {
    // threat 49
    rest.answer(found(type, "<script>alert(1)</script>".getBytes()));

    HttpResponse<byte[]> response = rest.get("/api/v1/records/" + ID_B);

    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "Content-Security-Policy"))
        .isEqualTo("sandbox; default-src 'none'");
    assertThat(header(response, "Content-Disposition"))
        .isEqualTo(type.startsWith("text/") ? null : "attachment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html\r\nSet-Cookie: a=b",
        "text/html\nX: y",
        "text",
        "",
        "text/html, text/plain",
        "a/b\u0000",
        "a/b;c=\"\u00e9\"",
        "/",
        "text/ html"
      })
  void shouldReplaceAStoredTypeThatIsNone(String type) {
    // threat 49
    rest.answer(found(type, "x".getBytes()));

    HttpResponse<byte[]> response = rest.get("/api/v1/records/" + ID_B);

    assertThat(header(response, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(response, "Content-Disposition")).isEqualTo("attachment");
    assertThat(response.headers().map()).doesNotContainKeys("set-cookie", "x");
  }

  @Test
  void shouldAnswer304ForAKnownTag() {
    rest.answer(found("text/plain", "x".getBytes()));
    String tag = header(rest.get("/api/v1/records/self/n"), "ETag");

    for (String condition : List.of(tag, "W/" + tag, "\"a\", " + tag, "*")) {
      HttpResponse<byte[]> response =
          rest.send(rest.request("/api/v1/records/self/n").header("If-None-Match", condition));
      assertThat(response.statusCode()).as(condition).isEqualTo(304);
      assertThat(response.body()).isEmpty();
      assertThat(header(response, "ETag")).isEqualTo(tag);
    }
    String other = tag.replace("-0", "-1");
    assertThat(
            rest.send(rest.request("/api/v1/records/self/n").header("If-None-Match", other))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldExplainReadsDeletesAndErrors() {
    rest.answer(found("text/plain", new byte[] {0, 1, 2}));
    JsonNode read = json(rest.get("/api/v1/records/" + ID_B + "?explain=true&local=true"));
    assertThat(Base64.getDecoder().decode(read.get("valueBase64").asText()))
        .containsExactly(0, 1, 2);
    assertThat(read.get("trace")).hasSize(1);
    assertThat(rest.engine().lastCommand())
        .isEqualTo(new Command.GetByKey(ID_B, true, Command.TIMEOUT_DEFAULT_NS, true));

    rest.answer(new Outcome.Deleted(ID_B, 42, 2, TRACE));
    HttpResponse<byte[]> deleted = rest.send("DELETE", "/api/v1/records/self/n?explain=true", "");
    assertThat(deleted.statusCode()).isEqualTo(200);
    assertThat(json(deleted).get("trace")).hasSize(1);

    rest.answer(new Outcome.Failed(FailureCode.NOT_FOUND, "gone", List.of(), TRACE));
    assertThat(json(rest.get("/api/v1/records/" + ID_B + "?explain=true")).get("trace")).hasSize(1);
    assertThat(json(rest.get("/api/v1/records/" + ID_B)).has("trace")).isFalse();
  }

  @Test
  void shouldDelete() {
    rest.answer(new Outcome.Deleted(ID_B, 42, 2, TRACE));

    HttpResponse<byte[]> response = rest.send("DELETE", "/api/v1/records/self/n", "");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void shouldReadAnOwnersRecordAndListTheOwn() {
    rest.answer(found("text/plain", "x".getBytes()));
    rest.get("/api/v1/records/" + ID_B + "/n");
    assertThat(((Command.GetMutable) rest.engine().lastCommand()).node()).isEqualTo(ID_B);
    rest.get("/api/v1/records/self/n");
    assertThat(((Command.GetMutable) rest.engine().lastCommand()).node()).isNull();

    rest.answer(
        new Outcome.OwnRecords(
            List.of(new Outcome.OwnRecord("n", ID_B, 41, DAY_MS, 3, "text/plain", 5)), null));
    JsonNode own = json(rest.get("/api/v1/records/self?limit=1000"));
    assertThat(own.get("next").isNull()).isTrue();
    assertThat(own.get("records").get(0).get("name").asText()).isEqualTo("n");
    assertThat(own.get("records").get(0).get("lengthBytes").asInt()).isEqualTo(5);
  }

  @Test
  void shouldAnswerHeadLikeGetWithoutABody() {
    rest.answer(found("text/plain", "hello".getBytes()));
    try (RawConnection raw = rest.connect()) {
      raw.send("HEAD /api/v1/records/" + ID_B + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      RawConnection.RawResponse head = raw.receive(true);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).isEqualTo("5");
      assertThat(head.header("MCC-Owner")).isEqualTo(ID_A);

      raw.send("GET /api/v1/records/" + ID_B + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(raw.receive().body()).isEqualTo("hello");
    }
  }

  @Test
  void shouldShowProofsOfEquivocation() {
    rest.answer(
        new Outcome.Equivocations(
            List.of(
                new Outcome.Equivocation(
                    ID_B, ID_A, "n", 7, 1_800_000_000_000L, new byte[] {1}, new byte[] {2}))));

    JsonNode proof = json(rest.get("/api/v1/equivocations")).get("equivocations").get(0);

    assertThat(proof.get("publisher").asText()).isEqualTo(ID_B);
    assertThat(proof.get("key").asText()).isEqualTo(ID_A);
    assertThat(proof.get("sequence").asLong()).isEqualTo(7);
    assertThat(proof.get("seen").asText()).isEqualTo("2027-01-15T08:00:00Z");
    assertThat(proof.get("headers").toString()).isEqualTo("[\"AQ==\",\"Ag==\"]");
  }
}
