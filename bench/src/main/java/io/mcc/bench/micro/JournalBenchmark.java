package io.mcc.bench.micro;

import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.RecordLog.Durability;
import io.mcc.engine.record.RecordStore;
import io.mcc.engine.record.journal.CommitHandler;
import io.mcc.engine.record.journal.DamagedRange;
import io.mcc.engine.record.journal.FolderBinding;
import io.mcc.engine.record.journal.Journal;
import io.mcc.engine.record.journal.ReplayHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Entries of 350 bytes from the appending to the commit's completion, alone and in groups; the disk
 * is the temp folder's. A commit is the write, not the sync, as for the records of others.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JournalBenchmark {
  private static final int LENGTH = 350;
  private static final int KEYS = 1_024;
  private static final long BYTES_MAX = 1L << 30;

  /** Entries appended before the commit is waited for. */
  @Param({"1", "64"})
  public int group;

  private final UnsafeBuffer storeKey = Memory.direct(RecordStore.STORE_KEY_LENGTH);
  private final UnsafeBuffer record = Memory.patterned(LENGTH);
  private final Commits commits = new Commits();
  private Path folder;
  private Journal journal;
  private int next;

  /** Notes the last ticket whose fate is known. */
  private static final class Commits implements CommitHandler {
    long lastTicket;

    @Override
    public void onCommitted(long firstTicket, long ticket) {
      lastTicket = ticket;
    }

    @Override
    public void onNoSpace(long firstTicket, long ticket) {
      throw new IllegalStateException("the disk is full");
    }

    @Override
    public void onFailed(long firstTicket, long ticket) {
      throw new IllegalStateException("the journal failed");
    }
  }

  /** There is nothing to replay in a new folder. */
  private static final class NoReplay implements ReplayHandler {
    @Override
    public void onEntry(
        Change change, DirectBuffer buffer, int storeKeyOffset, int recordOffset, int length) {}

    @Override
    public void onDamage(DamagedRange range) {}

    @Override
    public void onDoubt() {}
  }

  /** Begins a journal. */
  @Setup(Level.Iteration)
  public void setUp() throws IOException {
    folder = Files.createTempDirectory("mcc-jmh");
    journal =
        Journal.open(
            folder, new FolderBinding(new byte[16], new byte[32]), BYTES_MAX, new NoReplay());
    journal.start(() -> {});
    commits.lastTicket = 0;
  }

  /** Appends a group and waits for its commit; the figure is a group's. */
  @Benchmark
  public long appendAndCommit() {
    long ticket = 0;
    for (int i = 0; i < group; i++) {
      storeKey.putInt(1, next++ % KEYS);
      ticket = journal.append(Change.PUT, Durability.WRITTEN, storeKey, 0, record, 0, LENGTH);
      if (ticket < 0) {
        throw new IllegalStateException("append answered " + ticket);
      }
    }
    while (commits.lastTicket < ticket) {
      journal.poll(commits);
    }
    return ticket;
  }

  /** Ends the journal. */
  @TearDown(Level.Iteration)
  public void tearDown() throws IOException {
    journal.close();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
