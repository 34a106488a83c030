package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is asked to stop at any instant of its start: it ends well and says nothing. */
class StopIT {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int STOPS = FULL ? 200 : 20;
  private static final int WORKERS = 2;
  private static final int STOPS_PER_FOLDER = 5;
  private static final int STOP_AFTER_MAX_MS = 4_000;
  private static final Duration BOUND = Duration.ofSeconds(120);

  /** What the system makes of signals that the JVM hasn't taken yet, or not the program. */
  private static final List<Integer> BY_SIGNAL = List.of(128 + 15, 128 + 2);

  /** What some JVMs say to a signal within their own first milliseconds, with exit code 1. */
  private static final String JVM_CUT_SHORT = "Error occurred during initialization of VM";

  /** What a node logs that does what it should. */
  private static final Pattern LOG = Pattern.compile("(?m)^\\S+Z INFO .*\\R");

  private static final Content HELLO =
      new Content("text/plain", "hello".getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;

  @Test
  void shouldEndWellWhereverItIsStopped() throws Exception {
    long seed = Long.getLong("mcc.test.seed", System.nanoTime());
    System.out.println("stopped starts: -Dit.test=StopIT -Dmcc.test.seed=" + seed);
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    List<Future<int[]>> results = new ArrayList<>();
    for (int worker = 0; worker < WORKERS; worker++) {
      Path home = folder.resolve("worker-" + worker);
      Random random = new Random(seed + worker);
      results.add(workers.submit(() -> stops(home, random)));
    }
    int inOrder = 0;
    for (Future<int[]> result : results) {
      inOrder += result.get()[0];
    }
    workers.shutdown();
    System.out.printf("stopped starts: %d, of which %d ended with 0%n", STOPS, inOrder);
  }

  private static int[] stops(Path home, Random random) throws Exception {
    int inOrder = 0;
    for (int stop = 0; stop < STOPS / WORKERS; stop++) {
      Path node = home.resolve("node-" + stop / STOPS_PER_FOLDER);
      boolean fresh = stop % STOPS_PER_FOLDER == 0;
      inOrder += stopAfter(node, random.nextInt(STOP_AFTER_MAX_MS), random.nextBoolean(), fresh);
      if ((stop + 1) % STOPS_PER_FOLDER == 0) {
        startSoundly(node);
      }
    }
    return new int[] {inOrder};
  }

  private static int stopAfter(Path home, int delayMs, boolean byTerminal, boolean fresh)
      throws Exception {
    try (MccProcess node = MccLauncher.node(home).start()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMs));
      int exitCode = (byTerminal ? node.interrupt() : node.terminate()).awaitExit(BOUND);
      String what = "after " + delayMs + " ms: exit code " + exitCode + "; " + node;
      assertThat(LOG.matcher(node.err()).replaceAll("")).as(what).isEmpty();
      if (exitCode == 0) {
        return 1;
      }
      if (!node.out().startsWith(JVM_CUT_SHORT)) {
        assertThat(BY_SIGNAL).as(what).contains(exitCode);
        assertThat(node.out()).as(what).isEmpty();
      }
      assertThat(fresh && Files.exists(home.resolve("data"))).as(what).isFalse();
      return 0;
    }
  }

  private static void startSoundly(Path home) throws Exception {
    try (MccProcess node = MccLauncher.node(home).start().awaitReady(BOUND);
        MccClient client = node.client()) {
      client.putMutable("n", HELLO, null, Expectation.NONE);
      assertThat(client.get("self", "n").content().value()).isEqualTo(HELLO.value());
      assertThat(node.terminate().awaitExit(BOUND)).isZero();
      assertThat(LOG.matcher(node.err()).replaceAll("")).isEmpty();
    }
  }
}
