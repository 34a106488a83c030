package io.mcc.http.server;

import static io.mcc.http.server.RestFixture.ID_A;
import static io.mcc.http.server.RestFixture.ID_B;
import static io.mcc.http.server.RestFixture.header;
import static io.mcc.http.server.RestFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.command.Outcome.PeerView;
import io.mcc.engine.command.Outcome.TraceStep;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestServerTest {
  private final List<String> levels = new ArrayList<>();
  private final RestFixture rest = RestFixture.launch(context -> context.logLevel(levels::add));

  @AfterEach
  void close() {
    rest.close();
  }

  @Test
  void shouldDescribeTheNode() {
    rest.answer(RestFixture.status(true, true));

    HttpResponse<byte[]> response = rest.get("/api/v1/node");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    JsonNode node = json(response);
    assertThat(node.fieldNames())
        .toIterable()
        .contains(
            "id",
            "label",
            "version",
            "uptimeSeconds",
            "listen",
            "http",
            "networkId",
            "certificate",
            "peerCount",
            "recordCount");
    assertThat(node.get("id").asText()).isEqualTo(ID_A);
    assertThat(node.get("http").asText()).isEqualTo("127.0.0.1:" + rest.port());
    assertThat(node.get("peerCount").asInt()).isEqualTo(3);
    assertThat(node.get("certificate").get("notBefore").asText()).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void shouldPageThePeers() {
    PeerView known = new PeerView(ID_B, "b", "127.0.0.1:2", 1_234_567, 2_500_000_000L, "live");
    PeerView unheard = new PeerView(ID_A, "", "127.0.0.1:3", -1, -1, "unknown");
    rest.answer(new Outcome.Peers(List.of(known, unheard), ID_A));

    JsonNode page = json(rest.get("/api/v1/peers?limit=2&after=" + ID_B));

    assertThat(rest.engine().lastCommand()).isEqualTo(new Command.ListPeers(2, ID_B));
    assertThat(page.get("next").asText()).isEqualTo(ID_A);
    assertThat(page.get("peers").get(0).get("rttMillis").asDouble()).isEqualTo(1.234);
    assertThat(page.get("peers").get(0).get("lastSeenSeconds").asDouble()).isEqualTo(2.5);
    assertThat(page.get("peers").get(1).get("rttMillis").isNull()).isTrue();
  }

  @Test
  void shouldPingWithTimeoutAndTrace() {
    TraceStep step = new TraceStep(ID_B, "127.0.0.1:2", "ping", 255, 1, 3_000_000, "answered");
    rest.answer(new Outcome.Pong(ID_B, 3_000_000, List.of(step)));

    JsonNode pong =
        json(
            rest.send(
                "POST", "/api/v1/peers/" + ID_B + "/ping?timeoutMillis=500&explain=true", ""));

    assertThat(rest.engine().lastCommand())
        .isEqualTo(new Command.PingPeer(ID_B, 500_000_000, true));
    assertThat(pong.get("rttMillis").asDouble()).isEqualTo(3.0);
    assertThat(pong.get("trace").get(0).get("outcome").asText()).isEqualTo("answered");
    assertThat(pong.get("trace").get(0).get("timeMillis").asDouble()).isEqualTo(3.0);
  }

  @Test
  void shouldLookUpWithoutTraceUnlessAsked() {
    rest.answer(
        new Outcome.Nodes(
            ID_A, List.of(new PeerView(ID_B, "", "[::1]:2", 0, 0, "live")), List.of()));

    JsonNode nodes = json(rest.get("/api/v1/lookup/" + ID_A));

    assertThat(rest.engine().lastCommand())
        .isEqualTo(new Command.LookupNodes(ID_A, Command.TIMEOUT_DEFAULT_NS, false));
    assertThat(nodes.get("nodes").get(0).get("id").asText()).isEqualTo(ID_B);
    assertThat(nodes.has("trace")).isFalse();
  }

  @Test
  void shouldListTheEnginesLimitsAndItsOwn() {
    rest.answer(
        new Outcome.LimitValues(List.of(new Outcome.LimitValue("sessions", 9, 1, 4_096, "m"))));

    JsonNode limits = json(rest.get("/api/v1/limits")).get("limits");

    assertThat(limits.get(0).get("name").asText()).isEqualTo("sessions");
    assertThat(limits.get(0).get("default").asInt()).isEqualTo(4_096);
    assertThat(limits.findValuesAsText("name")).containsAll(RestLimits.names());
    assertThat(limits.get(1).get("used").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"debug\"", "5", "\"5\"", "\"DEBUG\""})
  void shouldSetTheLogLevel(String level) {
    HttpResponse<byte[]> response =
        rest.send("PUT", "/api/v1/node/loglevel", "{\"level\": " + level + "}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(levels).containsExactly("debug");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"level\":\"loud\"}",
        "{\"level\":7}",
        "{\"level\":null}",
        "{}",
        "[]",
        "null",
        "",
        "{",
        "{\"level\":\"debug\"} x",
        "{\"level\":\"debug\",\"level\":\"info\"}",
        "{\"level\":\"debug\",\"more\":1}",
        "\"debug\"",
        "{\"level\":[\"debug\"]}",
        "{'level':1}"
      })
  void shouldRefuseABadLogLevel(String body) {
    HttpResponse<byte[]> response = rest.send("PUT", "/api/v1/node/loglevel", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(levels).isEmpty();
  }

  @Test
  void shouldBeReadyOnceStoreAndNetworkAre() {
    rest.answer(RestFixture.status(true, true));
    assertThat(rest.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(json(rest.get("/readyz")).get("ready").asBoolean()).isTrue();

    rest.answer(RestFixture.status(true, false));
    HttpResponse<byte[]> alone = rest.get("/readyz");
    assertThat(alone.statusCode()).isEqualTo(503);
    assertThat(json(alone).get("detail").asText()).contains("bootnode").doesNotContain("store");

    rest.answer(RestFixture.status(false, true));
    assertThat(json(rest.get("/readyz")).get("detail").asText()).contains("store");
  }

  @Test
  void shouldSayOfANodeWithBootnodesSinceWhenItIsAlone() {
    rest.answer(new Outcome.Status(0, 7, 0, true, false, true, 1_800_000_000_000L, 1_000));
    HttpResponse<byte[]> response = rest.get("/readyz");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(json(response).get("detail").asText()).contains("alone since 2027-01-15T08:00:00Z");
    assertThat(json(response).get("alone").asBoolean()).isTrue();
    assertThat(json(response).get("code").asText()).isEqualTo("not_ready");
  }

  @Test
  void shouldCallANodeWithoutBootnodesReadyThoughItIsAlone() {
    rest.answer(new Outcome.Status(0, 7, 0, true, true, true, -1, 1_000));
    HttpResponse<byte[]> response = rest.get("/readyz");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).get("alone").asBoolean()).isTrue();
  }

  @Test
  void shouldNameAnAddressThatTheMachineHasLost() {
    List<String> lost = new CopyOnWriteArrayList<>();
    try (RestFixture watched =
        RestFixture.launch(context -> context.lostAddresses(() -> List.copyOf(lost)))) {
      watched.answer(RestFixture.status(true, true));
      assertThat(watched.get("/readyz").statusCode()).isEqualTo(200);
      lost.add("192.168.77.7:9376");
      HttpResponse<byte[]> response = watched.get("/readyz");
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(json(response).get("detail").asText()).contains("192.168.77.7:9376");
    }
  }

  @Test
  void shouldCallANodeUnhealthyThatDoesNotAnswer() {
    rest.answer(command -> null);

    HttpResponse<byte[]> response = rest.get("/healthz");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(json(response).get("code").asText()).isEqualTo("stalled");
  }

  @Test
  void shouldAnswerBusyWhenTheGateIsFull() {
    try (RestFixture small = RestFixture.launch(new FakeEngine(1));
        RawConnection holding = small.connect()) {
      small.answer(command -> null);
      holding.send("GET /api/v1/node HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Await.until(() -> small.engine().commands().size() == 1);

      HttpResponse<byte[]> response = small.get("/api/v1/node");

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(header(response, "Retry-After")).isEqualTo("1");
      assertThat(json(response).get("code").asText()).isEqualTo("busy");
    }
  }

  @Test
  void shouldEndRequestsUnderWayWhenItCloses() {
    rest.answer(Outcome.Failed.of(FailureCode.NOT_FOUND, "x"));
    RawConnection idle = rest.connect();
    idle.send("GET /api/v1/node HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(idle.receive().status()).isEqualTo(404);

    rest.server().close();

    assertThat(idle.isEnded()).isTrue();
    idle.close();
  }

  @Test
  void shouldListenOnIpv6AndNameItsAddressShortly() {
    try (RestFixture ipv6 =
            RestFixture.launch(
                context -> context.address(new java.net.InetSocketAddress("::1", 0)));
        RestFixture any =
            RestFixture.launch(
                context -> context.address(new java.net.InetSocketAddress("::", 0)))) {
      assertThat(ipv6.server().address()).isEqualTo("[::1]:" + ipv6.port());
      assertThat(any.server().address()).endsWith(":" + any.port()).doesNotContain("0:0");
    }
  }
}
