package io.mcc.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.engine.Engine;
import io.mcc.engine.EngineContext;
import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccClient.FoundRecord;
import io.mcc.http.client.MccException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private EngineContext context(String name) {
    return new EngineContext()
        .dataFolder(folder.resolve(name))
        .label(name)
        .listenAddresses(List.of(new InetSocketAddress("127.0.0.1", 0)));
  }

  @Test
  void shouldExchangeRecordsBetweenTwoEnginesOfOneProcess() throws InterruptedException {
    try (Engine alice = Engine.launch(context("alice"));
        Engine bob =
            Engine.launch(context("bob").bootAddresses(List.of(alice.listenAddresses().get(0))));
        MccClient aliceClient = new EmbeddedClient(alice);
        MccClient bobClient = new EmbeddedClient(bob)) {
      assertThat(bobClient.awaitReady(PATIENCE)).isTrue();
      var stored =
          aliceClient.putMutable(
              "greeting", content("hello"), Duration.ofHours(1), Expectation.ABSENT);
      FoundRecord found = bobClient.get(alice.nodeId(), "greeting");
      assertThat(new String(found.content().value(), UTF_8)).isEqualTo("hello");
      assertThat(found.sequence()).isEqualTo(stored.sequence());
      assertThat(aliceClient.status().label()).isEqualTo("alice");
      assertThat(bobClient.peers(10, null).entries()).hasSize(1);
      shouldCompareAndSet(aliceClient, found);
      assertThat(aliceClient.counters().latencies().get("record_put").count()).isEqualTo(4);
      assertThat(bobClient.counters().latencies().get("record_get").count()).isEqualTo(1);
      assertThat(bobClient.counters().gauges())
          .containsEntry("joined", 1L)
          .containsEntry("store_writable", 1L)
          .containsEntry("contacts", 1L)
          .containsEntry("commands", 0L);
      assertThat(bobClient.counters().counters().get("commands_ended"))
          .isPositive()
          .isEqualTo(bobClient.counters().counters().get("commands_taken"));
    }
  }

  @Test
  void shouldTakeALabelForTheOneNodeThatHasIt() throws InterruptedException {
    // threat of a stranger with somebody else's label
    try (Engine alice = Engine.launch(context("alice"));
        Engine bob = Engine.launch(beside(alice, "bob"));
        MccClient client = new EmbeddedClient(alice)) {
      assertThat(bob.awaitReady(PATIENCE)).isTrue();
      assertThat(client.ping("bob")).isPositive();
      try (Engine twin = Engine.launch(beside(alice, "twin").label("bob"))) {
        assertThat(twin.awaitReady(PATIENCE)).isTrue();
        client.ping(twin.nodeId());

        assertThatThrownBy(() -> client.get("bob", "greeting"))
            .isInstanceOfSatisfying(
                MccException.class,
                e ->
                    assertThat(e)
                        .returns(409, MccException::status)
                        .returns("ambiguous_label", MccException::code)
                        .hasMessageContainingAll(bob.nodeId(), twin.nodeId()));
      }
    }
  }

  private EngineContext beside(Engine other, String name) {
    return context(name).bootAddresses(List.of(other.listenAddresses().get(0)));
  }

  @Test
  void shouldSayThatItIsNotReadyInTime() throws InterruptedException {
    EngineContext lost = context("lost").bootAddresses(List.of("127.0.0.1:1"));
    Engine engine = Engine.launch(lost);

    assertThat(engine.awaitReady(Duration.ofMillis(50))).isFalse();
    engine.close();
    assertThat(engine.awaitReady(PATIENCE)).as("closed").isFalse();
  }

  @Test
  void shouldRefuseSelfAsALabel() {
    assertThatThrownBy(() -> Engine.launch(context("self")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'self' is no label");
  }

  private static void shouldCompareAndSet(MccClient client, FoundRecord found) {
    client.putMutable("greeting", content("two"), null, Expectation.tag(found.tag()));
    assertThatThrownBy(
            () -> client.putMutable("greeting", content("3"), null, Expectation.tag(found.tag())))
        .isInstanceOfSatisfying(MccException.class, e -> assertThat(e.status()).isEqualTo(412));
    client.delete("greeting", Expectation.PRESENT);
    assertThatThrownBy(() -> client.get("self", "greeting"))
        .isInstanceOfSatisfying(MccException.class, e -> assertThat(e.isNotFound()).isTrue());
  }

  private static Content content(String text) {
    return new Content("text/plain", text.getBytes(UTF_8));
  }

  @Test
  void shouldKeepItsIdentityAndItsRecordsOverARestart() {
    String id;
    String key;
    try (Engine engine = Engine.launch(context("alice"));
        MccClient client = new EmbeddedClient(engine)) {
      id = engine.nodeId();
      key = client.putImmutable(content("kept"), null).key();
    }
    try (Engine engine = Engine.launch(context("alice"));
        MccClient client = new EmbeddedClient(engine)) {
      assertThat(engine.nodeId()).isEqualTo(id);
      assertThat(new String(client.get(key).content().value(), UTF_8)).isEqualTo("kept");
    }
  }
}
