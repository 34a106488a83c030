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
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** How a node starts, and that it does after every start that was cut short. */
@Isolated
class StartIT {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int ROUNDS = FULL ? 100 : 5;
  private static final int ROUNDS_PER_FOLDER = 5;
  private static final int KILL_AFTER_MAX_MS = FULL ? 3_000 : 1_500;
  private static final Duration BOUND = Duration.ofSeconds(120);

  /**
   * An idle machine of two cores is ready in less time than this, because compilers work beside the
   * start. A busy one charges up to half as much again for the same work, and a slow one twice as
   * much: a sample bears that.
   */
  private static final Duration PROCESSOR_TIME_MAX = Duration.ofSeconds(FULL ? 4 : 8);

  private static final Content HELLO =
      new Content("text/plain", "hello".getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;

  @Test
  void shouldNeedLittleTimeToStart() throws Exception {
    long startNs = System.nanoTime();
    try (MccProcess node = MccLauncher.node(folder).asShipped().start().awaitReady(BOUND)) {
      long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
      ProcessHandle process = ProcessHandle.of(node.pid()).orElseThrow();
      Duration processorTime = process.info().totalCpuDuration().orElse(Duration.ZERO);
      System.out.printf(
          "start: ready after %d ms, %d ms of processor time%n", tookMs, processorTime.toMillis());
      assertThat(processorTime).isLessThan(PROCESSOR_TIME_MAX);
    }
  }

  // threat 30
  @Test
  void shouldStartAfterBeingKilledWhileItStarts() throws Exception {
    long seed = Long.getLong("mcc.test.seed", System.nanoTime());
    System.out.println("killed starts: seed " + seed);
    Random random = new Random(seed);
    int reached = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Path home = folder.resolve("node-" + round / ROUNDS_PER_FOLDER);
      String identity = identity(home);
      killAfter(home, random.nextInt(KILL_AFTER_MAX_MS));
      reached += identity(home).isEmpty() ? 0 : 1;
      if (!identity.isEmpty()) {
        assertThat(identity(home)).isEqualTo(identity);
      }
      if ((round + 1) % ROUNDS_PER_FOLDER == 0) {
        writeAndRead(home);
      }
    }
    System.out.printf("killed starts: %d, of which %d came to an identity%n", ROUNDS, reached);
  }

  private static String identity(Path home) throws IOException {
    Path key = home.resolve("data/node.key");
    return Files.exists(key) ? Files.readString(key) : "";
  }

  private static void killAfter(Path home, int delayMs) throws Exception {
    try (MccProcess node = MccLauncher.node(home).start()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMs));
      node.kill().awaitExit(BOUND);
    }
  }

  /** A start that may end well, twice: what the first has stored the second has. */
  private static void writeAndRead(Path home) throws Exception {
    try (MccProcess node = MccLauncher.node(home).start().awaitReady(BOUND);
        MccClient client = node.client()) {
      client.putMutable("n", HELLO, null, Expectation.NONE);
      node.kill().awaitExit(BOUND);
    }
    try (MccProcess node = MccLauncher.node(home).start().awaitReady(BOUND);
        MccClient client = node.client()) {
      assertThat(client.get("self", "n").content().value()).isEqualTo(HELLO.value());
      assertThat(node.err()).doesNotContain("ERROR");
    }
  }
}
