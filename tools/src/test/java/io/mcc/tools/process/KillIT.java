package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node that is killed while it writes, and while it starts, again and again on the same folder.
 */
// threats 29, 30
class KillIT {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int ROUNDS = FULL ? 200 : 2;
  private static final int START_ROUNDS = FULL ? 100 : 3;
  private static final int START_ROUNDS_PER_CHECK = FULL ? 5 : 3;
  private static final int ROUNDS_PER_LINE = 20;

  /** A start takes little more than a second: the few of a sample are all cut short within it. */
  private static final int START_KILL_AFTER_MAX_MS = FULL ? 3_000 : 1_500;

  private static final int FILLING = FULL ? 200_000 : 2_000;
  private static final int WRITERS = 16;
  private static final int ACKNOWLEDGED_MIN = 500;
  private static final int OTHERS_CHECKED_A_ROUND = 1_000;
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final long START_MAX_MS = 10_000;
  private static final Content HELLO =
      new Content("text/plain", "hello".getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;

  private final long seed = Long.getLong("mcc.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Values values = new Values(seed);
  private final AtomicLong writes = new AtomicLong();
  private WriteNotes notes;
  private long checkedNotes;
  private long acknowledged;
  private long overwritten;
  private long startCount;
  private long startMsMax;
  private long startMsSum;

  @BeforeEach
  void openNotes() throws IOException {
    notes = new WriteNotes(folder.resolve("notes"));
  }

  private MccProcess start() throws IOException {
    MccLauncher launcher = MccLauncher.node(folder).arguments("-loglevel", "warn");
    double share = shareOfMachine();
    long startNs = System.nanoTime();
    MccProcess node = launcher.start().awaitReady(BOUND);
    long startMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
    startCount++;
    startMsMax = Math.max(startMsMax, startMs);
    startMsSum += startMs;
    assertThat(startMs * share).as("start at a load that leaves " + share).isLessThan(START_MAX_MS);
    return node;
  }

  /** How much of a machine is left for one more process, where others are busy on it too. */
  private static double shareOfMachine() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return Math.min(
        1, system.getAvailableProcessors() / Math.max(1, system.getSystemLoadAverage()));
  }

  @Test
  void shouldKeepWhatItHasAcknowledgedWhenKilled() throws Exception {
    System.out.println("kill: seed " + seed);
    fill();
    for (int round = 1; round <= ROUNDS; round++) {
      try (MccProcess node = start();
          MccClient client = node.client()) {
        checkSome(client);
        writeUntilKilled(node, client);
      }
      tell("killed under load", round, ROUNDS);
    }
    for (int round = 1; round <= START_ROUNDS; round++) {
      killAStart();
      if (round % START_ROUNDS_PER_CHECK == 0) {
        startAndCheck();
      }
      tell("killed while starting", round, START_ROUNDS);
    }
    try (MccProcess node = start();
        MccClient client = node.client()) {
      List<NameHistory> all = List.copyOf(notes.read().values());
      long found = new ReadBack(client, notes, values).check(all);
      report(all, found);
      assertThat(found).isGreaterThan(FILLING);
      assertThat(node.terminate().awaitExit(BOUND)).isZero();
    }
    assertThat(overwritten).isGreaterThan(acknowledged / 3);
  }

  /** The long proof says every now and then how far it is. */
  private void tell(String what, int round, int rounds) {
    if (round % ROUNDS_PER_LINE == 0) {
      System.out.printf(
          "kill: %s %d of %d times, slowest start so far %d ms%n", what, round, rounds, startMsMax);
    }
  }

  /** The records that every later start finds. */
  private void fill() throws Exception {
    try (MccProcess node = start();
        MccClient client = node.client();
        WriteLoad load = new WriteLoad(client, notes, values, writes)) {
      List<Thread> threads = new ArrayList<>();
      AtomicLong next = new AtomicLong();
      for (int index = 0; index < WRITERS; index++) {
        threads.add(new Thread(() -> fill(load, next)));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(load.acknowledged()).isEqualTo(FILLING);
    }
  }

  private static void fill(WriteLoad load, AtomicLong next) {
    long number = next.incrementAndGet();
    while (number <= FILLING) {
      load.put("fill-" + number);
      number = next.incrementAndGet();
    }
  }

  private void writeUntilKilled(MccProcess node, MccClient client) throws Exception {
    try (WriteLoad load = new WriteLoad(client, notes, values, writes)) {
      load.start(WRITERS, random.nextLong());
      int enough = ACKNOWLEDGED_MIN + random.nextInt(ACKNOWLEDGED_MIN);
      Await.until(
          BOUND,
          () -> load.acknowledged() + " writes acknowledged; " + node,
          () -> load.acknowledged() >= enough || !node.isAlive());
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(50_000)));
      assertThat(node.isAlive()).as(node.toString()).isTrue();
      load.expectEnd();
      node.kill().awaitExit(BOUND);
      load.join();
      acknowledged += load.acknowledged();
      overwritten += load.overwritten();
      assertThat(load.acknowledged()).isGreaterThanOrEqualTo(ACKNOWLEDGED_MIN);
      assertThat(node.err()).doesNotContain("ERROR");
    }
  }

  private void killAStart() throws Exception {
    try (MccProcess node = MccLauncher.node(folder).start()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(START_KILL_AFTER_MAX_MS)));
      node.kill().awaitExit(BOUND);
    }
  }

  private void startAndCheck() throws Exception {
    try (MccProcess node = start();
        MccClient client = node.client()) {
      checkSome(client);
      client.putMutable("after-kill", HELLO, null, Expectation.NONE);
      node.kill().awaitExit(BOUND);
      assertThat(node.err()).doesNotContain("ERROR").doesNotContain("damaged");
    }
  }

  /** Everything that was written since the last time, and of the rest a part; all at the end. */
  private void checkSome(MccClient client) throws Exception {
    Map<String, NameHistory> others = notes.read();
    List<NameHistory> chosen = new ArrayList<>();
    for (String name : notes.namesFrom(checkedNotes)) {
      chosen.add(others.remove(name));
    }
    List<NameHistory> shuffled = new ArrayList<>(others.values());
    Collections.shuffle(shuffled, random);
    chosen.addAll(shuffled.subList(0, Math.min(OTHERS_CHECKED_A_ROUND, shuffled.size())));
    new ReadBack(client, notes, values).check(chosen);
    checkedNotes = notes.length();
  }

  private void report(List<NameHistory> all, long found) {
    long known = all.stream().filter(NameHistory::isAcknowledged).count();
    System.out.printf(
        "kill: %d rounds under load and %d while starting, %d writes acknowledged under load"
            + " (%d overwrites), %d names of which %d acknowledged, %d records found, none lost;"
            + " %d starts, the slowest %d ms, %d ms on average; seed %d%n",
        ROUNDS,
        START_ROUNDS,
        acknowledged,
        overwritten,
        all.size(),
        known,
        found,
        startCount,
        startMsMax,
        startMsSum / startCount,
        seed);
  }
}
