package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.engine.record.journal.SimulatedDisk.Action;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Threats 31, 34 and 35: a history of writes, again and again, in which another change of the disk
 * finds it full or broken every time; and starts in which a read or a change fails.
 */
class JournalEveryFaultTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final long SEED = Long.getLong("mcc.test.seed", System.nanoTime());
  private static final int STEP = FULL ? 1 : 67;
  private static final int WRITES = 500;
  private static final String NO_SPACE = "No space left on device";
  private static final String BROKEN = "Input/output error";

  private int compactionCount;
  private int refusedCount;

  /**
   * A run that begins with some writes and a clean stop, so that a fault may hit any part of it.
   */
  private SimulatedRun run(final SimulatedDisk disk) {
    return new SimulatedRun(disk, new Random(SEED), () -> {});
  }

  private int changeCountWithoutFault() throws IOException {
    final SimulatedDisk disk = new SimulatedDisk();
    final SimulatedRun run = run(disk);
    run.open();
    run.write(WRITES);
    assertThat(run.close()).isTrue();
    assertThat(run.compactionCount()).isPositive();
    return disk.changeCount();
  }

  @Test // threat 34
  void shouldRefuseAndGoOnWhereverTheDiskIsFull() throws IOException {
    final int changeCount = changeCountWithoutFault();
    for (int full = 1 + (int) (SEED & 0xF); full <= changeCount; full += STEP) {
      final int from = full;
      final int to = full + new Random(SEED + full).nextInt(30);
      final SimulatedDisk disk = new SimulatedDisk();
      disk.fault(
          (action, number) ->
              needsSpace(action) && number >= from && number <= to ? NO_SPACE : null);
      final SimulatedRun run = run(disk);
      final String where = "seed %d, full from change %d to %d".formatted(SEED, from, to);
      if (isOpened(run)) {
        run.write(WRITES);
        run.close();
        assertThat(run.failure() == null || disk.changeCount() <= to).as(where).isTrue();
        compactionCount += run.compactionCount();
        refusedCount += run.history.refusedCount();
        requireAll(run, disk, where);
      }
      disk.fault((action, number) -> null);
      final SimulatedRun next = run(disk);
      next.open();
      next.write(10);
      assertThat(next.close()).as(where).isTrue();
    }
    System.out.printf(
        "JournalEveryFaultTest: seed %d, disk full at every %d. of %d changes, %d compactions,"
            + " %d writes refused%n",
        SEED, STEP, changeCount, compactionCount, refusedCount);
    assertThat(refusedCount).isPositive();
  }

  private static boolean needsSpace(final Action action) {
    return action == Action.WRITE || action == Action.CREATE || action == Action.MOVE;
  }

  private static boolean isOpened(final SimulatedRun run) {
    try {
      run.open();
      return true;
    } catch (final IOException refused) {
      return false;
    }
  }

  private static void requireAll(
      final SimulatedRun run, final SimulatedDisk disk, final String where) throws IOException {
    final Replayed replayed = new Replayed();
    replayed.open(disk.afterKill(), SimulatedRun.BYTES_MAX);
    run.history.requireAll(replayed.texts, where);
    assertThat(replayed.damage).as(where).isEmpty();
  }

  @Test // threats 31 and 35
  void shouldNeverAcknowledgeWhatABrokenDiskMayHaveLost() throws IOException {
    final int changeCount = changeCountWithoutFault();
    int failedCount = 0;
    for (int broken = 1 + (int) (SEED & 0xF); broken <= changeCount; broken += STEP) {
      final int at = broken;
      final SimulatedDisk disk = new SimulatedDisk();
      disk.fault((action, number) -> number == at ? BROKEN : null);
      final SimulatedRun run = run(disk);
      final String where = "seed %d, broken at change %d".formatted(SEED, at);
      if (isOpened(run)) {
        run.write(WRITES);
        failedCount += run.close() ? 0 : 1;
      }
      disk.fault((action, number) -> null);
      final Replayed replayed = new Replayed();
      replayed.open(disk.afterPowerLoss(new Random(SEED + at)), SimulatedRun.BYTES_MAX);
      run.history.requireSafe(replayed.texts, replayed.doubtful, where);
    }
    System.out.printf(
        "JournalEveryFaultTest: seed %d, disk broken at every %d. of %d changes, failed for good"
            + " %d times%n",
        SEED, STEP, changeCount, failedCount);
    assertThat(failedCount).isPositive();
  }

  /** What can't be read is not taken for what isn't there. */
  @Test // threat 35
  void shouldRefuseToOpenWhereAReadFailsAndLoseNothing() throws IOException {
    final SimulatedDisk disk = new SimulatedDisk();
    final SimulatedRun run = run(disk);
    run.open();
    run.write(WRITES);
    assertThat(run.close()).isTrue();
    final SimulatedDisk sound = disk.afterKill();
    new Replayed().open(sound, SimulatedRun.BYTES_MAX);
    assertThat(sound.readCount()).isGreaterThan(3);
    for (int read = 1; read <= sound.readCount(); read++) {
      final int at = read;
      final SimulatedDisk failing = disk.afterKill();
      failing.fault((action, number) -> action == Action.READ && number == at ? BROKEN : null);
      assertThatThrownBy(() -> new Replayed().open(failing, SimulatedRun.BYTES_MAX))
          .isInstanceOf(IOException.class)
          .hasMessage(BROKEN);
      final Replayed replayed = new Replayed();
      replayed.open(failing, SimulatedRun.BYTES_MAX);
      run.history.requireAll(replayed.texts, "read " + at);
      assertThat(replayed.damage).isEmpty();
    }
  }

  /** A compaction that can't read its files leaves them as they are. */
  @Test // threat 35
  void shouldGoOnWhereACompactionCannotRead() throws IOException {
    for (int read = 1; read < 200; read += FULL ? 1 : 23) {
      final int at = read;
      final SimulatedDisk disk = new SimulatedDisk();
      disk.fault((action, number) -> action == Action.READ && number == at ? BROKEN : null);
      final SimulatedRun run = run(disk);
      run.open();
      run.write(WRITES);
      assertThat(run.close()).as("seed %d, read %d", SEED, at).isTrue();
      run.history.requireAll(run.open().texts, "seed " + SEED + ", read " + at);
    }
  }
}
