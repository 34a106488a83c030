package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.record.RecordLog;
import io.mcc.engine.record.RecordLog.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threats 34 and 35: a disk that is full, and one that fails to sync. */
class JournalFaultTest {
  @TempDir private Path folder;

  @Test // threat 34
  void shouldNameNoSpaceAndGoOnWhenSpaceIsBack() throws IOException {
    final FaultyFolder disk = new FaultyFolder(folder.resolve("journal"));
    try (JournalFixture fixture = new JournalFixture(disk, JournalFixture.BYTES_MAX)) {
      fixture.put(1, "before");
      fixture.settled();
      disk.writeFault = "No space left on device";
      fixture.put(2, "lost ".repeat(100));
      fixture.settled();
      fixture.put(1, "lost too");
      fixture.settled();
      assertThat(fixture.noSpaceCount).isEqualTo(2);
      assertThat(fixture.journal.failure()).isNull();
      disk.writeFault = null;
      fixture.put(3, "after", Durability.SYNCED);
      fixture.settled();
      assertThat(fixture.committedTicket).isEqualTo(4);
    }
    try (JournalFixture fixture = new JournalFixture(folder)) {
      assertThat(fixture.journal.report().clean()).isTrue();
      assertThat(fixture.replayed).hasSize(2).containsEntry(1, "before").containsEntry(3, "after");
    }
  }

  @Test // threat 35
  void shouldNeverAcknowledgeAfterAFailedSync() throws IOException {
    final FaultyFolder disk = new FaultyFolder(folder.resolve("journal"));
    try (JournalFixture fixture = new JournalFixture(disk, JournalFixture.BYTES_MAX)) {
      fixture.put(1, "before", Durability.SYNCED);
      fixture.settled();
      disk.forceFault = "Input/output error";
      fixture.put(2, "doubtful", Durability.SYNCED);
      fixture.settled();
      assertThat(fixture.failedCount).isEqualTo(1);
      assertThat(fixture.journal.failure()).isEqualTo("Input/output error");
      disk.forceFault = null;
      assertThat(fixture.put(3, "after", Durability.SYNCED)).isEqualTo(RecordLog.FAILED);
      assertThat(fixture.committedTicket).isEqualTo(1);
    }
    try (JournalFixture fixture = new JournalFixture(folder)) {
      assertThat(fixture.journal.report().clean()).isFalse();
      assertThat(fixture.replayed).containsEntry(1, "before").doesNotContainKey(3);
    }
  }

  @Test // threat 35
  void shouldStopForGoodWhereAWriteFailsForAnotherReasonThanSpace() throws IOException {
    final FaultyFolder disk = new FaultyFolder(folder.resolve("journal"));
    try (JournalFixture fixture = new JournalFixture(disk, JournalFixture.BYTES_MAX)) {
      disk.writeFault = "Input/output error";
      for (int number = 0; number < 200; number++) {
        fixture.put(number, "x".repeat(50_000));
      }
      fixture.settled();
      assertThat(fixture.committedTicket).isZero();
      assertThat(fixture.failedCount).isPositive();
      assertThat(fixture.journal.failure()).isEqualTo("Input/output error");
    }
  }

  /** A compaction needs files that can't be had: it waits, and the log goes on. */
  @Test // threat 34
  void shouldWriteOnWhereACompactionGetsNoFileOrNoSpace() throws IOException {
    for (final String fault : new String[] {"Too many open files", "No space left on device"}) {
      final Path own = folder.resolve(fault.substring(0, 2));
      final FaultyFolder disk = new FaultyFolder(own.resolve("journal"));
      disk.createFault = fault;
      try (JournalFixture fixture = new JournalFixture(disk, 16_000_000)) {
        put(fixture, 60);
        assertThat(fixture.journal.failure()).isNull();
        assertThat(fixture.journal.bytes()).isGreaterThan(2_900_000);
        disk.createFault = null;
        disk.renameFault = fault;
        put(fixture, 60);
        disk.renameFault = null;
        final long deadlineNs = System.nanoTime() + 20_000_000_000L;
        while (fixture.journal.bytes() > 4_000_000) {
          assertThat(System.nanoTime()).as("compacted at last").isLessThan(deadlineNs);
          fixture.put(0, "x".repeat(50_000));
          fixture.settled();
          LockSupport.parkNanos(1_000_000);
        }
        assertThat(fixture.journal.failure()).isNull();
      }
      try (JournalFixture fixture = new JournalFixture(own)) {
        assertThat(fixture.journal.report().clean()).isTrue();
        assertThat(fixture.replayed).hasSize(10);
      }
    }
  }

  private static void put(final JournalFixture fixture, final int count) {
    for (int number = 0; number < count; number++) {
      assertThat(fixture.put(number % 10, "x".repeat(50_000))).isPositive();
      fixture.settled();
    }
  }

  /** Files whose writes stop in the middle, or whose syncs fail, while a fault is set. */
  private static final class FaultyFolder extends JournalFolder {
    private volatile String writeFault;
    private volatile String forceFault;
    private volatile String createFault;
    private volatile String renameFault;

    FaultyFolder(final Path path) {
      super(path);
    }

    @Override
    JournalFile file(final String name, final FileChannel channel) {
      return new JournalFile(channel) {
        @Override
        void write(final ByteBuffer bytes, final long offset) throws IOException {
          if (writeFault != null) {
            super.write(bytes.limit(bytes.position() + bytes.remaining() / 2), offset);
            throw new IOException(writeFault);
          }
          super.write(bytes, offset);
        }

        @Override
        void force() throws IOException {
          if (forceFault != null) {
            throw new IOException(forceFault);
          }
          super.force();
        }
      };
    }

    @Override
    JournalFile create(final String name) throws IOException {
      if (createFault != null && !name.startsWith("open") && !name.equals("00000001.log")) {
        throw new IOException(createFault);
      }
      return super.create(name);
    }

    @Override
    void rename(final String from, final String to) throws IOException {
      if (renameFault != null) {
        throw new IOException(renameFault);
      }
      super.rename(from, to);
    }

    @Override
    long usableBytes() {
      return Long.MAX_VALUE;
    }
  }
}
