package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of real nodes as real processes. */
class RecordsIT {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final Duration STOP_BOUND = Duration.ofSeconds(10);
  private static final Content HELLO =
      new Content("text/plain", "hello".getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;

  private MccProcess ready(String name) throws IOException {
    return MccLauncher.node(folder.resolve(name)).start().awaitReady(BOUND);
  }

  private MccProcess verb(Path dataFolder, String... arguments) throws IOException {
    return MccLauncher.command(folder, arguments).dataFolder(dataFolder).start();
  }

  @Test
  void shouldKeepRecordsOverKill() throws Exception {
    try (MccProcess node = ready("a")) {
      node.client().putMutable("n", HELLO, null, Expectation.NONE);
      node.kill().awaitExit(STOP_BOUND);
    }
    try (MccProcess again = ready("a")) {
      assertThat(again.client().get("self", "n").content().value()).isEqualTo(HELLO.value());
    }
  }

  /**
   * The second node may wait 45 s before it is offered anything: what it holds when the first one
   * has stopped was handed over. Exit code 0 says that the stop took less than its 4.5 s.
   */
  @Test
  void shouldHandRecordsOverAndStopInOrder() throws Exception {
    try (MccProcess first = ready("a")) {
      for (int i = 0; i < 50; i++) {
        byte[] value = new byte[i % 10 == 0 ? 30_000 : 10];
        first.client().putMutable("n" + i, new Content("", value), null, Expectation.NONE);
      }
      try (MccProcess second =
          MccLauncher.node(folder.resolve("b")).boot(first.udpAddress()).start()) {
        second.awaitReady(BOUND);
        Await.until(BOUND, first::toString, () -> first.client().status().peerCount() == 1);
        assertThat(first.terminate().awaitExit(STOP_BOUND)).as(first.toString()).isZero();
        for (int i = 0; i < 50; i++) {
          Content content = second.client().get(first.nodeId(), "n" + i).content();
          assertThat(content.value()).hasSize(i % 10 == 0 ? 30_000 : 10);
        }
      }
    }
  }

  /** Who should take over doesn't answer: exit code 0 says that nobody waited too long for it. */
  @Test
  void shouldStopInTimeWhereItsPeerHangs() throws Exception {
    try (MccProcess first = ready("a");
        MccProcess second =
            MccLauncher.node(folder.resolve("b")).boot(first.udpAddress()).start()) {
      second.awaitReady(BOUND);
      Await.until(BOUND, first::toString, () -> first.client().status().peerCount() == 1);
      first.client().putMutable("n", HELLO, null, Expectation.NONE);
      second.freeze();
      assertThat(first.terminate().awaitExit(STOP_BOUND)).as(first.toString()).isZero();
    }
  }

  @Test
  void shouldStoreInTwoNodesAndAskThemByVerbs() throws Exception {
    try (MccProcess first = ready("a");
        MccProcess second =
            MccLauncher.node(folder.resolve("b")).boot(first.udpAddress()).start()) {
      second.awaitReady(BOUND);
      assertThat(second.client().putMutable("n", HELLO, null, Expectation.NONE).replicas())
          .isEqualTo(2);
      Path data = folder.resolve("a/data");
      String beginning = second.nodeId().substring(0, 20);
      try (MccProcess get = verb(data, "get", beginning + "/n")) {
        assertThat(get.awaitExit(BOUND)).as(get.toString()).isZero();
        assertThat(get.out()).isEqualTo("hello");
        assertThat(get.err()).isEqualTo("mcc: " + beginning + " is " + second.nodeId() + "\n");
      }
      try (MccProcess none = verb(data, "get", second.nodeId() + "/none")) {
        assertThat(none.awaitExit(BOUND)).as(none.toString()).isEqualTo(3);
        assertThat(none.err().lines()).hasSize(1);
      }
    }
  }

  @Test
  void shouldPutListAndRemoveByVerbs() throws Exception {
    Path file = Files.write(folder.resolve("a b.bin"), new byte[65_536]);
    try (MccProcess node = ready("a")) {
      assertThat(output("put", "--name", "n", file.toString()))
          .contains("sequence")
          .contains("key");
      assertThat(output("ls")).contains("65536");
      assertThat(output("get", "self/n", "-o", "copy")).contains("65536 bytes");
      assertThat(folder.resolve("copy")).hasSameBinaryContentAs(file);
      assertThat(output("rm", "n")).isEqualTo("n is removed\n");
      assertThat(output("ls")).contains("no named records");
      assertThat(node.terminate().awaitExit(STOP_BOUND)).isZero();
    }
  }

  private String output(String... arguments) throws Exception {
    try (MccProcess verb = verb(folder.resolve("a/data"), arguments)) {
      assertThat(verb.awaitExit(BOUND)).as(verb.toString()).isZero();
      return verb.out();
    }
  }

  @Test
  void shouldStoreInALoneNode() throws Exception {
    try (MccProcess node = ready("a")) {
      MccClient client = node.client();
      assertThat(client.putImmutable(HELLO, null).replicas()).isEqualTo(1);
      client.putMutable("n", HELLO, null, Expectation.ABSENT);
      assertThat(client.get("self", "n").content().value()).isEqualTo(HELLO.value());
    }
  }
}
