package io.mcc.engine.record.journal;

import static io.mcc.engine.record.RecordStore.RECORD_LENGTH_MAX;
import static io.mcc.engine.record.RecordStore.STORE_KEY_LENGTH;

import io.mcc.engine.record.journal.WriteHistory.Write;
import java.io.IOException;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A journal at work on a {@link SimulatedDisk}, without its thread: its rounds come when the random
 * draws say so, and a compaction goes on change by change in between.
 */
final class SimulatedRun implements CommitHandler {
  /** A compaction is due from a sixteenth of this on. */
  static final long BYTES_MAX = 1_600_000;

  final WriteHistory history = new WriteHistory();
  private final SimulatedDisk disk;
  private final Random random;
  private final Runnable afterCompactionChange;
  private final Turns turns;
  private final UnsafeBuffer key = new UnsafeBuffer(new byte[STORE_KEY_LENGTH]);
  private final UnsafeBuffer record = new UnsafeBuffer(new byte[RECORD_LENGTH_MAX]);
  private JournalFiles files;
  private Journal journal;
  private int countBefore;
  private boolean wasCompacting;
  private int compactionCount;

  /**
   * @param afterCompactionChange called after each change by a compaction, which the disk's own
   *     callback is not
   */
  SimulatedRun(
      final SimulatedDisk disk, final Random random, final Runnable afterCompactionChange) {
    this.disk = disk;
    this.random = random;
    this.afterCompactionChange = afterCompactionChange;
    this.turns = disk.takeTurns();
  }

  /** Opens the journal. */
  Replayed open() throws IOException {
    final Replayed replayed = new Replayed();
    final JournalOpening opening =
        new JournalOpening(new SimulatedFolder(disk), JournalFixture.BINDING, replayed);
    files = opening.run(BYTES_MAX);
    journal = new Journal(files, opening.report(), BYTES_MAX);
    countBefore = history.count();
    return replayed;
  }

  /** Writes so often, as long as the journal takes it. */
  void write(final int count) {
    for (int step = 0; step < count && failure() == null; step++) {
      append(history.next(random));
      if (random.nextInt(10) > 0) {
        work();
      }
      for (int changes = random.nextInt(3); changes > 0 && turns.isWaiting(); changes--) {
        letCompact();
      }
    }
  }

  private void append(final Write write) {
    Replayed.putKey(key, write.key());
    final int length =
        write.text() == null ? 0 : record.putStringWithoutLengthAscii(0, write.text());
    if (journal.append(write.change(), write.durability(), key, 0, record, 0, length) < 0) {
      history.onRefusedAtOnce();
    }
  }

  private void work() {
    boolean worked = true;
    while (worked) {
      worked = round();
      journal.poll(this);
      if (!wasCompacting && files.isCompacting()) {
        compactionCount++;
        turns.begin();
      }
      wasCompacting = files.isCompacting();
    }
  }

  private boolean round() {
    try {
      return failure() == null ? journal.writer().doWork() : journal.writer().answerFailure();
    } catch (final IOException failure) {
      journal.writer().fail(failure);
      return true;
    }
  }

  private void letCompact() {
    turns.let();
    afterCompactionChange.run();
  }

  /**
   * Closes the journal in order.
   *
   * @return whether it was sound until the end
   */
  boolean close() {
    work();
    while (turns.isWaiting()) {
      letCompact();
    }
    work();
    try {
      journal.writer().close();
    } catch (final IOException failure) {
      journal.writer().fail(failure);
    }
    if (failure() == null) {
      history.onClosed();
    }
    return failure() == null;
  }

  /** Why the journal has stopped for good, or null. */
  String failure() {
    return journal.failure();
  }

  int compactionCount() {
    return compactionCount;
  }

  @Override
  public void onCommitted(final long firstTicket, final long lastTicket) {
    history.onCommitted(countBefore + (int) lastTicket);
  }

  @Override
  public void onNoSpace(final long firstTicket, final long lastTicket) {
    history.onRefused(countBefore + (int) lastTicket);
  }

  @Override
  public void onFailed(final long firstTicket, final long lastTicket) {
    history.onRefused(countBefore + (int) lastTicket);
  }
}
