package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads on standard error while nodes come, go, come back and stop. */
class LogIT {
  private static final Duration BOUND = Duration.ofSeconds(180);

  @TempDir Path folder;

  private MccLauncher alice(String listen) {
    return MccLauncher.command(folder.resolve("alice"), "-listen", listen, "-http", "127.0.0.1:0")
        .dataFolder(folder.resolve("alice/data"))
        .environment("JDK_JAVA_OPTIONS", MccLauncher.SHORT_LIVED);
  }

  private MccProcess bob(MccProcess boot) throws IOException {
    return MccLauncher.node(folder.resolve("bob"))
        .arguments("-label", "bob")
        .boot(boot.udpAddress())
        .start()
        .awaitReady(BOUND);
  }

  private static void awaitLine(MccProcess node, String... words) {
    Await.until(
        BOUND,
        () -> "a line with " + String.join(", ", words) + "; " + node,
        () -> node.err().lines().anyMatch(line -> containsAll(line, words)));
  }

  private static boolean containsAll(String line, String... words) {
    for (String word : words) {
      if (!line.contains(word)) {
        return false;
      }
    }
    return true;
  }

  /** Asked again and again, a peer's silence is noticed soon. */
  private static void awaitLineWhilePinging(MccProcess node, String id, String... words) {
    Await.until(
        BOUND,
        () -> "a line with " + String.join(", ", words) + "; " + node,
        () -> {
          ping(node, id);
          return node.err().lines().anyMatch(line -> containsAll(line, words));
        });
  }

  private static void ping(MccProcess node, String id) {
    try (MccClient client = node.client()) {
      client.ping(id);
    } catch (MccException e) {
      // Who is gone doesn't answer.
    }
  }

  @Test
  void shouldTellOfJoiningLosingReturningAndStopping() throws Exception {
    try (MccProcess alice = alice("127.0.0.1:0").start().awaitReady(BOUND)) {
      try (MccProcess bob = bob(alice)) {
        String id = alice.nodeId();
        awaitLine(bob, " INFO  Node: joined the network by ", id, alice.udpAddress(), " s after");
        awaitLine(alice, " INFO  Node: joined the network by bob (" + bob.nodeId() + ")");

        String listen = alice.udpAddress();
        alice.kill().awaitExit(BOUND);
        awaitLineWhilePinging(bob, id, " INFO  Node: lost the last peer, ", id, "kept silent");
        try (MccProcess again = alice(listen).start().awaitReady(BOUND)) {
          awaitLine(bob, " INFO  Node: joined the network again by ", id, "after it was alone");
          assertThat(again.terminate().awaitExit(BOUND)).isZero();
          assertThat(again.err()).contains("Node: begins to stop", "Node: stopped in order, in ");
          awaitLine(bob, " INFO  Node: lost the last peer, ", id, "it said that it stops");
        }
        assertThat(bob.terminate().awaitExit(BOUND)).isZero();
        assertThat(bob.err()).contains("Node: stopped in order, in ").doesNotContain("\tat ");
        assertThat(bob.err()).doesNotContain(" DEBUG ", " TRACE ");
      }
    }
  }

  @Test
  void shouldTraceMessagesFromTheMomentThatTheLevelIsChanged() throws Exception {
    try (MccProcess alice = alice("127.0.0.1:0").start().awaitReady(BOUND);
        MccProcess bob = bob(alice);
        MccClient client = bob.client()) {
      String id = alice.nodeId();
      client.logLevel("trace");
      awaitLineWhilePinging(bob, id, " TRACE Messages: out Ping, ", id);
      awaitLine(bob, " TRACE Messages: in  Pong, ", id);
      client.logLevel("debug");
      awaitTraceToCease(bob, id);
      client.lookup(id);
      awaitLine(bob, " DEBUG Lookups: ended: " + id);
      assertThat(bob.err()).doesNotContain("events aren't in the log");
    }
  }

  private static void awaitTraceToCease(MccProcess node, String id) {
    Await.until(
        BOUND,
        () -> "no trace of a ping; " + node,
        () -> {
          long before = traceCount(node);
          ping(node, id);
          return traceCount(node) == before;
        });
  }

  private static long traceCount(MccProcess node) {
    return node.err().lines().filter(line -> line.contains(" TRACE ")).count();
  }
}
