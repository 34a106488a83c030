package io.mcc.http.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers what a test laid down and keeps the last request. One per test. */
final class CannedServer implements AutoCloseable {
  record Answer(int status, Map<String, String> headers, byte[] body) {}

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final HttpServer server;
  volatile String requestLine;
  volatile Headers requestHeaders;
  volatile byte[] requestBody;

  CannedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void json(String method, String path, int status, String body) {
    String type = status < 400 ? "application/json" : "application/problem+json";
    answer(
        method, path, status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
  }

  void answer(String method, String path, int status, Map<String, String> headers, byte[] body) {
    answers.put(method + " " + path, new Answer(status, headers, body));
  }

  private void handle(HttpExchange exchange) throws IOException {
    requestBody = exchange.getRequestBody().readAllBytes();
    requestLine = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    requestHeaders = exchange.getRequestHeaders();
    Answer answer =
        answers.get(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    if (answer == null) {
      holdOn();
      answer = new Answer(599, Map.of(), new byte[0]);
    }
    answer.headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
    exchange.getResponseBody().write(answer.body);
    exchange.close();
  }

  private void holdOn() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    executor.shutdownNow();
  }
}
