package io.mcc.tools.verb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The REST interface of a node that exists on paper only. One per test. */
final class FakeNode implements AutoCloseable {
  static final String OWN_ID = "o" + "a".repeat(51);
  static final String ALPHA_ID = "p" + "b".repeat(50) + "a";
  static final String BETA_ID = "pq" + "b".repeat(49) + "a";
  static final String KEY = "k" + "c".repeat(50) + "a";

  record Answer(int status, String type, byte[] body) {}

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final HttpServer server;
  volatile String lastRequest;
  volatile String lastType;
  volatile String lastToken;
  volatile byte[] lastBody;

  FakeNode() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    json(
        "GET /api/v1/node",
        "{\"id\":\""
            + OWN_ID
            + "\",\"label\":\"own\",\"version\":\"0.1.0\",\"uptimeSeconds\":61.5,"
            + "\"listen\":[\"127.0.0.1:1\"],\"http\":\"127.0.0.1:2\",\"networkId\":\"00\","
            + "\"peerCount\":2,\"recordCount\":3}");
    json("GET /readyz", "{\"ready\":true}");
    json("GET /api/v1/peers", peers("peers"));
  }

  static String peers(String name) {
    return "{\"" + name + "\":[" + peer(ALPHA_ID, "alpha") + "," + peer(BETA_ID, "beta") + "]}";
  }

  private static String peer(String id, String label) {
    return "{\"id\":\""
        + id
        + "\",\"label\":\""
        + label
        + "\",\"address\":\"127.0.0.1:9\",\"rttMillis\":0.5,\"lastSeenSeconds\":3.2,"
        + "\"state\":\"live\"}";
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void json(String request, String body) {
    answer(request, 200, "application/json", body);
  }

  void problem(String request, int status, String detail) {
    String body = "{\"status\":" + status + ",\"code\":\"c\",\"detail\":\"" + detail + "\"}";
    answer(request, status, "application/problem+json", body);
  }

  void answer(String request, int status, String type, String body) {
    answers.put(request, new Answer(status, type, body.getBytes(StandardCharsets.UTF_8)));
  }

  private void handle(HttpExchange exchange) throws IOException {
    lastRequest = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    lastType = exchange.getRequestHeaders().getFirst("Content-Type");
    lastToken = exchange.getRequestHeaders().getFirst("Authorization");
    lastBody = exchange.getRequestBody().readAllBytes();
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    Answer answer = answers.getOrDefault(request, new Answer(599, "x/x", new byte[0]));
    exchange.getResponseHeaders().set("Content-Type", answer.type);
    exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
    exchange.getResponseBody().write(answer.body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
