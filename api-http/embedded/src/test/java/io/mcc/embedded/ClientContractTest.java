package io.mcc.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mcc.engine.Engine;
import io.mcc.engine.EngineContext;
import io.mcc.http.client.Expectation;
import io.mcc.http.client.HttpMccClient;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccException;
import io.mcc.http.server.RestContext;
import io.mcc.http.server.RestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One interface, two ways: whatever a program does by one it may do by the other. */
class ClientContractTest {
  enum Way {
    EMBEDDED,
    HTTP
  }

  private static final Content HELLO = new Content("text/plain", "hello".getBytes(UTF_8));
  private static final String ABSENT_KEY = "a".repeat(52);

  @TempDir static Path folder;
  private static Engine engine;
  private static RestServer rest;
  private static MccClient embedded;
  private static MccClient http;

  @BeforeAll
  static void launch() throws IOException {
    engine =
        Engine.launch(
            new EngineContext()
                .dataFolder(folder)
                .label("alice")
                .listenAddresses(List.of(new InetSocketAddress("127.0.0.1", 0))));
    rest =
        RestServer.launch(
            new RestContext().engine(engine).address(new InetSocketAddress("127.0.0.1", 0)));
    embedded = new EmbeddedClient(engine);
    http = new HttpMccClient(rest.address());
  }

  @AfterAll
  static void close() {
    http.close();
    rest.close();
    engine.close();
  }

  private static MccClient client(Way way) {
    return way == Way.EMBEDDED ? embedded : http;
  }

  private static MccException failure(Way way, Consumer<MccClient> call) {
    MccException failure = catchThrowableOfType(MccException.class, () -> call.accept(client(way)));
    assertThat(failure).as(way.name()).isNotNull();
    return failure;
  }

  private static void shouldBeInvalid(Way way, Consumer<MccClient> call) {
    MccException failure = failure(way, call);
    assertThat(failure.status()).as(failure.getMessage()).isEqualTo(400);
    assertThat(failure.code()).as(failure.getMessage()).isEqualTo(MccException.INVALID);
    assertThat(failure.getMessage()).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayAlikeWhatMakesNoSense(Way way) {
    shouldBeInvalid(way, client -> client.get("short"));
    shouldBeInvalid(way, client -> client.get(null));
    shouldBeInvalid(way, client -> client.get("Alice", "n"));
    shouldBeInvalid(way, client -> client.get(null, "n"));
    shouldBeInvalid(way, client -> client.get("self", ""));
    shouldBeInvalid(way, client -> client.get("self", "a/b"));
    shouldBeInvalid(way, client -> client.ping("self"));
    shouldBeInvalid(way, client -> client.lookup("A".repeat(52)));
    shouldBeInvalid(way, client -> client.peers(0, null));
    shouldBeInvalid(way, client -> client.ownRecords(1_001, null));
    shouldBeInvalid(way, client -> client.putImmutable(null, null));
    shouldBeInvalid(way, client -> client.putImmutable(HELLO, Duration.ZERO));
    shouldBeInvalid(way, client -> client.putImmutable(HELLO, Duration.ofDays(3)));
    shouldBeInvalid(way, client -> client.putMutable("n", null, null, Expectation.NONE));
    shouldBeInvalid(way, client -> client.putMutable(null, HELLO, null, Expectation.NONE));
    shouldBeInvalid(way, client -> client.putMutable("..", HELLO, null, Expectation.NONE));
    shouldBeInvalid(way, client -> client.putMutable("n", HELLO, null, null));
    shouldBeInvalid(
        way, client -> client.putImmutable(new Content("x".repeat(128), new byte[1]), null));
    shouldBeInvalid(way, client -> client.delete("a b", Expectation.NONE));
    shouldBeInvalid(way, client -> client.logLevel("loud!"));
  }

  @ParameterizedTest
  @EnumSource
  void shouldFailAlike(Way way) {
    Content large = new Content("text/plain", new byte[65_537]);
    assertThat(failure(way, client -> client.putImmutable(large, null)))
        .returns(413, MccException::status)
        .returns("too_large", MccException::code);
    assertThat(failure(way, client -> client.get(ABSENT_KEY)))
        .returns(404, MccException::status)
        .returns("not_found", MccException::code);
    assertThat(failure(way, client -> client.ping("nobody")))
        .returns("not_found", MccException::code)
        .hasMessageContaining("'nobody'");
    assertThat(
            failure(
                way, client -> client.putMutable("n", HELLO, null, Expectation.tag("\"strange\""))))
        .returns(412, MccException::status)
        .returns("precondition_failed", MccException::code);
  }

  @ParameterizedTest
  @EnumSource
  void shouldStoreAndFindAlike(Way way) throws InterruptedException {
    MccClient client = client(way);
    assertThat(client.awaitReady(Duration.ofSeconds(20))).isTrue();
    String name = "contract-" + way;

    assertThat(client.putMutable(name, HELLO, null, Expectation.ABSENT).created()).isTrue();
    assertThat(client.get("self", name).content()).isEqualTo(HELLO).hasSameHashCodeAs(HELLO);
    assertThat(client.get("alice", name).owner()).isEqualTo(engine.nodeId());
    assertThat(client.get("self", name)).isEqualTo(client.get(engine.nodeId(), name));
    assertThat(client.get("self", name).toString()).contains("Content[text/plain, 5 bytes]");
    assertThat(client.ping("alice")).isZero();
    client.delete(name, Expectation.PRESENT);
    assertThat(failure(way, gone -> gone.get("self", name)).isNotFound()).isTrue();
  }

  @Test
  void shouldStoreWithoutATypeAsPlainBytes() {
    Content untyped = new Content("", new byte[] {1, 2});
    String key = embedded.putImmutable(untyped, null).key();

    assertThat(http.putImmutable(untyped, null))
        .returns(key, MccClient.StoredRecord::key)
        .returns(false, MccClient.StoredRecord::created);
    assertThat(embedded.get(key).content().contentType()).isEqualTo("application/octet-stream");
  }
}
