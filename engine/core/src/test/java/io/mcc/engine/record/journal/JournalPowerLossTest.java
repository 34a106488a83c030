package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Threat 31: the power goes after every change of the disk that a history of a thousand writes
 * makes, compactions, a clean stop and a start among them, and once more while the journal recovers
 * from that. What was not synced is lost, kept or torn, sector by sector and in any order, and so
 * are names.
 */
class JournalPowerLossTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final long SEED = Long.getLong("mcc.test.seed", System.nanoTime());
  private static final int DRAWS = FULL ? 8 : 1;
  private static final int STEP = FULL ? 1 : 19;

  private final SimulatedDisk disk = new SimulatedDisk();
  private final SimulatedRun run = new SimulatedRun(disk, new Random(SEED), this::losePower);
  private int lossCount;
  private int doubtCount;
  private int lossyCount;

  @Test // threat 31
  void shouldKeepWhatWasAcknowledgedWhereverThePowerGoes() throws IOException {
    disk.afterChange(this::losePower);
    run.open();
    run.write(400);
    assertThat(run.close()).isTrue();
    run.history.requireAll(run.open().texts, "seed " + SEED);
    run.write(600);
    assertThat(run.failure()).isNull();
    assertThat(run.compactionCount()).isGreaterThan(2);
    System.out.printf(
        "JournalPowerLossTest: seed %d, %d writes, %d changes of the disk, %d compactions,"
            + " power lost %d times and again in the recovery; entries in doubt %d times,"
            + " unsynced writes lost %d times%n",
        SEED,
        run.history.count(),
        disk.changeCount(),
        run.compactionCount(),
        lossCount,
        doubtCount,
        lossyCount);
    assertThat(doubtCount).isPositive();
  }

  private void losePower() {
    if (disk.changeCount() % STEP != 0) {
      return;
    }
    for (int draw = 0; draw < DRAWS; draw++) {
      final String where = "seed %d, change %d, draw %d".formatted(SEED, disk.changeCount(), draw);
      try {
        recover(new Random(SEED + 1_000L * disk.changeCount() + draw), where);
      } catch (final IOException failure) {
        throw new UncheckedIOException(where, failure);
      }
      lossCount++;
    }
  }

  private void recover(final Random random, final String where) throws IOException {
    final SimulatedDisk left = disk.afterPowerLoss(random);
    final Recovery recovery = new Recovery(left, random);
    recovery.run(where);
    final Replayed again = new Replayed();
    again.open(recovery.left, SimulatedRun.BYTES_MAX);
    run.history.requireSafe(again.texts, again.doubtful, where + ", the second time");
    recovery.requireKept(again, where);
  }

  /** A start after the power was lost, some writes, and another loss somewhere in between. */
  private final class Recovery {
    private static final int WRITES = 3;
    private static final int KEY_FROM = 1_000;

    private final SimulatedDisk first;
    private final Random random;
    private final int lossAt;
    private final Replayed replayed = new Replayed();
    private SimulatedDisk left;
    private boolean opened;
    private int syncedCount;
    private boolean openedBeforeLoss;
    private int syncedBeforeLoss;

    Recovery(final SimulatedDisk first, final Random random) {
      this.first = first;
      this.random = random;
      this.lossAt = 1 + random.nextInt(18);
      first.afterChange(this::losePower);
    }

    void run(final String where) throws IOException {
      final JournalFiles files = replayed.open(first, SimulatedRun.BYTES_MAX);
      opened = true;
      run.history.requireSafe(replayed.texts, replayed.doubtful, where);
      doubtCount += replayed.doubtful.isEmpty() ? 0 : 1;
      for (int write = 0; write < WRITES; write++) {
        write(files, write);
      }
      if (left == null) {
        cutPower();
      }
    }

    private void write(final JournalFiles files, final int number) throws IOException {
      final UnsafeBuffer entry = new UnsafeBuffer(new byte[80]);
      Replayed.putKey(entry, KEY_FROM + number);
      entry.putByte(70, (byte) ('a' + number));
      files.stage(EntryLayout.PUT, entry, 0, 70, 1);
      assertThat(files.write()).isTrue();
      files.force();
      syncedCount++;
    }

    private void losePower() {
      if (first.changeCount() == lossAt) {
        cutPower();
      }
    }

    private void cutPower() {
      left = first.afterPowerLoss(random);
      openedBeforeLoss = opened;
      syncedBeforeLoss = syncedCount;
    }

    /** What a start has shown is there for good, and what was written and synced since. */
    void requireKept(final Replayed again, final String where) {
      for (int write = 0; write < syncedBeforeLoss; write++) {
        assertThat(again.texts)
            .as(where)
            .containsEntry(KEY_FROM + write, "" + (char) ('a' + write));
      }
      again.texts.keySet().removeIf(key -> key >= KEY_FROM);
      if (openedBeforeLoss) {
        assertThat(again.texts).as("%s, as at the first start", where).isEqualTo(replayed.texts);
      }
      lossyCount += run.history.isWhole(replayed.texts) ? 0 : 1;
    }
  }
}
