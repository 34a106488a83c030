package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.http.client.MccClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is killed while it writes, again and again on the same folder. */
// threat 29
class KillIT {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int ROUNDS = FULL ? 20 : 2;
  private static final int FILLING = FULL ? 100_000 : 2_000;
  private static final int WRITERS = 16;
  private static final int ACKNOWLEDGED_MIN = 500;
  private static final int FILLING_CHECKED_A_ROUND = 1_000;
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final long START_MAX_MS = 10_000;

  @TempDir Path folder;

  private final long seed = Long.getLong("mcc.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Values values = new Values(seed);
  private final AtomicLong writes = new AtomicLong();
  private WriteNotes notes;
  private long acknowledged;
  private long overwritten;
  private long startMsMax;

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
    startMsMax = Math.max(startMsMax, startMs);
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
        new ReadBack(client, notes, values).check(someOf(notes.read().values()));
        writeUntilKilled(node, client);
      }
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

  /** All but the filling, and of that a part. */
  private List<NameHistory> someOf(Iterable<NameHistory> histories) {
    List<NameHistory> chosen = new ArrayList<>();
    List<NameHistory> filling = new ArrayList<>();
    for (NameHistory history : histories) {
      (history.name().startsWith("fill-") ? filling : chosen).add(history);
    }
    Collections.shuffle(filling, random);
    chosen.addAll(filling.subList(0, FILLING_CHECKED_A_ROUND));
    return chosen;
  }

  private void report(List<NameHistory> all, long found) {
    long known = all.stream().filter(NameHistory::isAcknowledged).count();
    System.out.printf(
        "kill: %d rounds, %d writes acknowledged under load (%d overwrites), %d names of which %d"
            + " acknowledged, %d records found, none lost; slowest start %d ms%n",
        ROUNDS, acknowledged, overwritten, all.size(), known, found, startMsMax);
  }
}
