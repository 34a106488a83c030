package io.mcc.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcc.engine.Engine.CertificateView;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A server on a free loopback port in front of a {@link FakeEngine}, and a client for it. */
final class RestFixture implements AutoCloseable {
  static final String ID_A = "a".repeat(52);
  static final String ID_B = "b".repeat(51) + "q";
  static final ObjectMapper JSON = new ObjectMapper();

  private final FakeEngine engine;
  private final RestServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private RestFixture(FakeEngine engine, Consumer<RestContext> settings) {
    this.engine = engine;
    RestContext context =
        new RestContext()
            .engine(engine.client(), node())
            .address(new InetSocketAddress("127.0.0.1", 0));
    settings.accept(context);
    try {
      server = RestServer.launch(context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RestFixture launch() {
    return launch(context -> {});
  }

  static RestFixture launch(Consumer<RestContext> settings) {
    return new RestFixture(new FakeEngine(64), settings);
  }

  static RestFixture launch(FakeEngine engine) {
    return new RestFixture(engine, context -> {});
  }

  static NodeInfo node() {
    Instant start = Instant.parse("2026-01-02T03:04:05Z");
    return new NodeInfo(
        ID_A,
        "lone-otter",
        "0.1.0",
        start,
        List.of("127.0.0.1:9376"),
        "0".repeat(32),
        new CertificateView(
            "CN=lone-otter", "CN=lone-otter", start, start.plusSeconds(60), List.of("all"), "ff"));
  }

  static Outcome.Status status(boolean storeWritable, boolean joined) {
    return new Outcome.Status(3, 7, 2, storeWritable, joined, !joined, -1, 1_000);
  }

  RestFixture answer(Function<Command, Outcome> script) {
    engine.answer(script);
    return this;
  }

  RestFixture answer(Outcome outcome) {
    return answer(command -> outcome);
  }

  FakeEngine engine() {
    return engine;
  }

  RestServer server() {
    return server;
  }

  int port() {
    return server.port();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<byte[]> get(String path) {
    return send(request(path));
  }

  HttpResponse<byte[]> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(path).method(method, HttpRequest.BodyPublishers.ofString(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  RawConnection connect() {
    return new RawConnection(port());
  }

  @Override
  public void close() {
    server.close();
    engine.close();
  }
}
