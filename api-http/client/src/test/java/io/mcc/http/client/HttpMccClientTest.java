package io.mcc.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccClient.FoundRecord;
import io.mcc.http.client.MccClient.NodeStatus;
import io.mcc.http.client.MccClient.OwnRecord;
import io.mcc.http.client.MccClient.Page;
import io.mcc.http.client.MccClient.Peer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpMccClientTest {
  private static final String ID = "a".repeat(52);
  private static final Content HELLO =
      new Content("text/plain", "hello".getBytes(StandardCharsets.UTF_8));
  private static final String STORED =
      "{\"key\":\"" + ID + "\",\"sequence\":7,\"replicas\":3,\"expires\":\"2026-01-02T03:04:05Z\"}";

  private CannedServer server;
  private HttpMccClient client;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer();
    client = new HttpMccClient(server.address(), null, Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void shouldReadStatus() {
    server.json(
        "GET",
        "/api/v1/node",
        200,
        """
        {"id":"%s","label":"x","version":"0.1.0","uptimeSeconds":12,"listen":["127.0.0.1:1"],
         "http":"127.0.0.1:2","networkId":"00","peerCount":3,"recordCount":4,"unknown":[{"a":null}],
         "certificate":{"subject":"CN=x","issuer":"CN=y","notBefore":"2026-01-01T00:00:00Z",
         "notAfter":"2027-01-01T00:00:00Z","permissions":["DHT"],"fingerprint":"ff"}}
        """
            .formatted(ID));
    NodeStatus status = client.status();
    assertThat(status.id()).isEqualTo(ID);
    assertThat(status.listen()).containsExactly("127.0.0.1:1");
    assertThat(status.recordCount()).isEqualTo(4);
    assertThat(status.certificate().notAfter()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
  }

  @Test
  void shouldReadPageOfPeers() {
    server.json(
        "GET",
        "/api/v1/peers",
        200,
        "{\"peers\":[{\"id\":\""
            + ID
            + "\",\"address\":\"127.0.0.1:1\",\"rttMillis\":0.25,"
            + "\"lastSeenSeconds\":null,\"state\":\"live\"}],\"next\":\"b\"}");
    Page<Peer> page = client.peers(1, "a&b");
    assertThat(page.next()).isEqualTo("b");
    assertThat(page.entries()).containsExactly(new Peer(ID, "", "127.0.0.1:1", 0.25, null, "live"));
    assertThat(server.requestLine).isEqualTo("GET /api/v1/peers?limit=1&after=a%26b");
  }

  @Test
  void shouldPingAndLookUp() {
    server.json("POST", "/api/v1/peers/" + ID + "/ping", 200, "{\"rttMillis\":1.5}");
    assertThat(client.ping(ID)).isEqualTo(Duration.ofNanos(1_500_000));
    server.json("GET", "/api/v1/lookup/" + ID, 200, "{\"nodes\":[{\"id\":\"" + ID + "\"}]}");
    assertThat(client.lookup(ID)).extracting(Peer::id).containsExactly(ID);
    assertThat(server.requestLine).endsWith("?timeoutMillis=5000");
  }

  @Test
  void shouldStoreImmutableRecord() {
    server.json("POST", "/api/v1/records", 200, "{\"key\":\"k\",\"replicas\":1}");
    assertThat(client.putImmutable(HELLO, null).created()).isFalse();
    server.json("POST", "/api/v1/records", 201, STORED);
    MccClient.StoredRecord stored = client.putImmutable(HELLO, Duration.ofMinutes(2));
    assertThat(stored.created()).isTrue();
    assertThat(stored.replicas()).isEqualTo(3);
    assertThat(server.requestLine).contains("ttlSeconds=120");
    assertThat(server.requestBody).isEqualTo(HELLO.value());
    assertThat(server.requestHeaders.getFirst("Content-Type")).isEqualTo("text/plain");
  }

  @Test
  void shouldSayWhatAWriteExpects() {
    server.json("PUT", "/api/v1/records/self/n", 200, STORED);
    client.putMutable("n", HELLO, null, Expectation.NONE);
    assertThat(server.requestHeaders).doesNotContainKeys("If-match", "If-none-match");
    client.putMutable("n", HELLO, null, Expectation.ABSENT);
    assertThat(server.requestHeaders.getFirst("If-None-Match")).isEqualTo("*");
    client.putMutable("n", HELLO, null, Expectation.PRESENT);
    assertThat(server.requestHeaders.getFirst("If-Match")).isEqualTo("*");
    client.putMutable("n", HELLO, null, Expectation.tag("\"t\""));
    assertThat(server.requestHeaders.getFirst("If-Match")).isEqualTo("\"t\"");
    server.answer("DELETE", "/api/v1/records/self/n", 204, Map.of(), new byte[0]);
    client.delete("n", Expectation.tag("\"t\""));
    assertThat(server.requestHeaders.getFirst("If-Match")).isEqualTo("\"t\"");
  }

  @Test
  void shouldReadRecordAsBytes() {
    byte[] value = {0, -1, 13, 10};
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "image/x",
            "ETag",
            "\"t\"",
            "MCC-Sequence",
            "7",
            "MCC-Owner",
            ID,
            "MCC-Expires",
            "2026-01-02T03:04:05Z");
    server.answer("GET", "/api/v1/records/" + ID, 200, headers, value);
    server.answer("GET", "/api/v1/records/self/n", 200, headers, value);
    FoundRecord found = client.get(ID);
    assertThat(found.content().value()).isEqualTo(value);
    assertThat(found.content().contentType()).isEqualTo("image/x");
    assertThat(found.sequence()).isEqualTo(7);
    assertThat(found.expires()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(client.get("self", "n").tag()).isEqualTo("\"t\"");
    client.getLocal(ID);
    assertThat(server.requestLine).endsWith("?local=true");
  }

  @Test
  void shouldListOwnRecordsAndLimits() {
    server.json(
        "GET",
        "/api/v1/records/self",
        200,
        "{\"records\":[{\"name\":\"n\",\"key\":\"k\",\"sequence\":1,\"expires\":\"2026-01-02T03:04:05Z\","
            + "\"contentType\":\"text/plain\",\"lengthBytes\":5}]}");
    Page<OwnRecord> page = client.ownRecords(10, null);
    assertThat(page.next()).isNull();
    assertThat(page.entries().get(0).length()).isEqualTo(5);
    server.json(
        "GET",
        "/api/v1/limits",
        200,
        "{\"limits\":[{\"name\":\"a\",\"value\":2,\"used\":1,\"default\":3}]}");
    assertThat(client.limits()).containsExactly(new MccClient.Limit("a", 2, 1L, 3));
  }

  @Test
  void shouldSetLogLevel() {
    server.answer("PUT", "/api/v1/node/loglevel", 204, Map.of(), new byte[0]);
    client.logLevel("debug");
    assertThat(server.requestBody).asString().isEqualTo("{\"level\":\"debug\"}");
    assertThatThrownBy(() -> client.logLevel("\"")).isInstanceOf(MccException.class);
  }

  @Test
  void shouldTellHealthAndReadiness() {
    server.json("GET", "/healthz", 200, "{}");
    server.json("GET", "/readyz", 200, "{\"ready\":true,\"alone\":true}");
    assertThat(client.healthy()).isTrue();
    assertThat(client.readiness()).isEqualTo(new MccClient.Readiness(true, true, ""));
    server.json("GET", "/healthz", 503, "{}");
    server.json("GET", "/readyz", 503, "{\"detail\":\"no peer has answered\"}");
    assertThat(client.healthy()).isFalse();
    assertThat(client.readiness())
        .isEqualTo(new MccClient.Readiness(false, false, "no peer has answered"));
  }

  @Test
  void shouldThrowWhatTheNodeSays() {
    server.json(
        "GET",
        "/api/v1/records/" + ID,
        502,
        "{\"status\":502,\"code\":\"under-replicated\",\"detail\":\"two refused\",\"tried\":[\"a\",\"b\"]}");
    MccException failure = catchThrowableOfType(MccException.class, () -> client.get(ID));
    assertThat(failure).hasMessage("two refused");
    assertThat(failure.status()).isEqualTo(502);
    assertThat(failure.code()).isEqualTo("under-replicated");
    assertThat(failure.tried()).containsExactly("a", "b");
  }

  @Test
  void shouldRefuseAnswersOfStrangers() {
    assertNotUnderstood("[]");
    assertNotUnderstood("{");
    assertNotUnderstood("{\"id\":1}");
    assertNotUnderstood("{\"id\":\"a\",\"id\":\"b\"}");
    assertNotUnderstood("{\"a\":" + "[".repeat(100_000));
    assertNotUnderstood("{\"a\":\"" + "x".repeat(5_000_000) + "\"}");
  }

  private void assertNotUnderstood(String body) {
    server.json("GET", "/api/v1/node", 200, body);
    MccException failure = catchThrowableOfType(MccException.class, () -> client.status());
    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo(MccException.NOT_UNDERSTOOD);
  }

  @Test
  void shouldSayThatNobodyAnswers() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    HttpMccClient lonely = new HttpMccClient("127.0.0.1:" + port, null, Duration.ofSeconds(1));
    MccException failure = catchThrowableOfType(MccException.class, lonely::status);
    assertThat(failure.code()).isEqualTo(MccException.UNREACHABLE);
    assertThat(failure).hasMessageContaining("127.0.0.1:" + port);
    assertThat(lonely.healthy()).isFalse();
  }

  @Test
  void shouldGiveUpOnANodeThatHangs() {
    // The canned server holds on to what it has no answer for.
    HttpExchange hasty =
        new HttpExchange(RestAddress.parse(server.address()), null, Duration.ofMillis(50), null);
    MccException failure =
        catchThrowableOfType(
            MccException.class, () -> hasty.send(hasty.request("/api/v1/node").build()));
    assertThat(failure.code()).isEqualTo(MccException.NO_ANSWER_IN_TIME);
  }

  // threat 42
  @Test
  void shouldSendTokenAndNeverShowIt() {
    HttpMccClient bearer = new HttpMccClient(server.address(), "s3cret", Duration.ofSeconds(5));
    server.json("GET", "/api/v1/node", 401, "{\"detail\":\"token missing or wrong\"}");
    MccException failure = catchThrowableOfType(MccException.class, bearer::status);
    assertThat(server.requestHeaders.getFirst("Authorization")).isEqualTo("Bearer s3cret");
    assertThat(failure.toString()).doesNotContain("s3cret");
  }

  @Test
  void shouldTakeAddressesAsPeopleWriteThem() {
    assertThat(RestAddress.parse("127.0.0.1:80")).hasToString("http://127.0.0.1:80");
    assertThat(RestAddress.parse("http://localhost:80/")).hasToString("http://localhost:80");
    assertThat(RestAddress.parse("0.0.0.0:80")).hasToString("http://127.0.0.1:80");
    assertThat(RestAddress.parse(":80")).hasToString("http://127.0.0.1:80");
    assertThat(RestAddress.parse("[::]:80")).hasToString("http://[::1]:80");
    assertThat(RestAddress.parse("https://mcc.example/")).hasToString("https://mcc.example");
    assertThat(RestAddress.parse("https://mcc.example:8443")).hasPort(8443).hasScheme("https");
    for (String wrong :
        new String[] {"", "x", "1.2.3.4", "u@h:1", "h:1/p", "h:x", "https://h/p", "ftp://h:1"}) {
      assertThatThrownBy(() -> RestAddress.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("host:port");
    }
  }
}
