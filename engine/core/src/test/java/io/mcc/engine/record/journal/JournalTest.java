package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.mcc.engine.record.RecordLog;
import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.RecordLog.Durability;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path folder;

  @RepeatedTest(5)
  void shouldReplayRandomHistoriesOverManyStarts() throws IOException {
    final long seed = System.nanoTime();
    final Random random = new Random(seed);
    final Map<Integer, String> model = new HashMap<>();
    for (int start = 0; start < 8; start++) {
      try (JournalFixture fixture = new JournalFixture(folder)) {
        assertThat(fixture.replayed).as("seed %d", seed).isEqualTo(model);
        assertThat(fixture.journal.report().clean()).isEqualTo(start > 0);
        assertThat(fixture.damage).isEmpty();
        change(fixture, model, random);
      }
    }
  }

  private static void change(
      final JournalFixture fixture, final Map<Integer, String> model, final Random random) {
    final int changes = random.nextInt(60);
    for (int step = 0; step < changes; step++) {
      final int number = random.nextInt(30);
      if (random.nextInt(3) == 0) {
        assertThat(fixture.remove(number)).isPositive();
        model.remove(number);
      } else {
        final int length = random.nextInt(random.nextInt(10) == 0 ? 66_000 : 1000);
        final String text = (step + " ").repeat(length).substring(0, length);
        assertThat(fixture.put(number, text, Durability.values()[random.nextInt(2)])).isPositive();
        model.put(number, text);
      }
      if (random.nextInt(10) == 0) {
        fixture.settled();
      }
    }
  }

  @Test
  void shouldCommitEveryTicketInOrder() throws IOException {
    try (JournalFixture fixture = new JournalFixture(folder)) {
      for (int number = 0; number < 20_000; number++) {
        while (fixture.put(number, "text", Durability.values()[number % 2]) < 0) {
          fixture.settled();
        }
      }
      fixture.settled();
      assertThat(fixture.committedTicket).isEqualTo(20_000);
    }
  }

  @Test
  void shouldSayFullWhereTheQueueIsAndTakeMoreLater() throws IOException {
    final String text = "x".repeat(60_000);
    final CountDownLatch release = new CountDownLatch(1);
    try (JournalFixture fixture = new JournalFixture(heldFolder(release), 1L << 40)) {
      long answer = 0;
      int taken = 0;
      while (answer >= 0) {
        answer = fixture.put(taken, text);
        taken++;
        assertThat(taken).isLessThan(400);
      }
      assertThat(answer).isEqualTo(RecordLog.FULL);
      release.countDown();
      fixture.settled();
      assertThat(fixture.put(1, text)).isPositive();
    } finally {
      release.countDown();
    }
  }

  /** A disk that takes headers at once, and entries when it is released. */
  private JournalFolder heldFolder(final CountDownLatch release) {
    return new JournalFolder(folder.resolve("journal")) {
      @Override
      JournalFile file(final String name, final FileChannel channel) {
        return new JournalFile(channel) {
          @Override
          void write(final ByteBuffer bytes, final long offset) throws IOException {
            if (offset > 0) {
              awaitUninterrupted(release);
            }
            super.write(bytes, offset);
          }
        };
      }
    };
  }

  private static void awaitUninterrupted(final CountDownLatch release) throws IOException {
    try {
      assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (final InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  @Test
  void shouldRefusePutsBeyondTheBudgetAndStillTakeRemovals() throws IOException {
    final JournalFolder journalFolder = new JournalFolder(folder.resolve("journal"));
    try (JournalFixture fixture = new JournalFixture(journalFolder, 100_000)) {
      long answer = 0;
      int accepted = 0;
      for (int number = 0; number < 200 && answer != RecordLog.NO_SPACE; number++) {
        answer = fixture.put(number, "x".repeat(1000));
        accepted++;
      }
      assertThat(answer).isEqualTo(RecordLog.NO_SPACE);
      assertThat(accepted).isBetween(40, 100);
      assertThat(fixture.remove(1)).isPositive();
      fixture.settled();
    }
  }

  @Test
  void shouldRefuseTheFolderOfAnotherNode() throws IOException {
    try (JournalFixture fixture = new JournalFixture(folder)) {
      fixture.put(1, "one");
    }
    final byte[] otherNodeId = new byte[32];
    otherNodeId[0] = (byte) 0xAB;
    final FolderBinding other = new FolderBinding(new byte[16], otherNodeId);
    assertThatThrownBy(() -> Journal.open(folder, other, JournalFixture.BYTES_MAX, null))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("this is node vmaaaaaa")
        .hasMessageContaining("choose another data folder");
    try (JournalFixture fixture = new JournalFixture(folder)) {
      assertThat(fixture.replayed).containsEntry(1, "one");
      assertThat(fixture.journal.report().clean()).isTrue();
    }
  }

  @Test
  void shouldKeepFilesForTheOwnerAlone() throws IOException {
    try (JournalFixture fixture = new JournalFixture(folder)) {
      fixture.put(1, "one");
    }
    final Path journal = folder.resolve("journal");
    assertThat(mode(journal)).isEqualTo("rwx------");
    assertThat(mode(journal.resolve("00000001.log"))).isEqualTo("rw-------");
    assertThat(mode(journal.resolve("manifest"))).isEqualTo("rw-------");
  }

  private static String mode(final Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void shouldAppendAndPollWithoutAllocation() throws IOException {
    final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Journal journal = Journal.open(folder, JournalFixture.BINDING, 1L << 40, new Replayed())) {
      journal.start(() -> {});
      final Counting counting = new Counting();
      appendAndPoll(journal, counting);
      final long before = threads.getCurrentThreadAllocatedBytes();
      appendAndPoll(journal, counting);
      final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(counting.committed).isEqualTo(40_000);
      // A stray compilation or class load may allocate a little; one object a call is 320,000.
      assertThat(allocated).isLessThan(20_000);
    }
  }

  private static void appendAndPoll(final Journal journal, final Counting counting) {
    final UnsafeBuffer bytes = new UnsafeBuffer(new byte[1000]);
    final long target = counting.committed + 20_000;
    long appended = counting.committed;
    while (counting.committed < target) {
      if (appended < target) {
        final long ticket = journal.append(Change.PUT, Durability.WRITTEN, bytes, 0, bytes, 0, 700);
        appended = ticket > 0 ? ticket : appended;
      } else {
        LockSupport.parkNanos(1000);
      }
      journal.poll(counting);
    }
  }

  private static final class Counting implements CommitHandler {
    private long committed;

    @Override
    public void onCommitted(final long firstTicket, final long lastTicket) {
      committed = lastTicket;
    }

    @Override
    public void onNoSpace(final long firstTicket, final long lastTicket) {
      throw new AssertionError("no space");
    }

    @Override
    public void onFailed(final long firstTicket, final long lastTicket) {
      throw new AssertionError("failed");
    }
  }

  /** Who replays keeps only some: the others are gone from the files, and don't come back. */
  @Test
  void shouldLeaveOutWhatWhoeverReplaysDoesNotKeep() throws IOException {
    try (JournalFixture fixture = new JournalFixture(folder)) {
      for (int number = 0; number < 100; number++) {
        fixture.put(number, "text " + number);
      }
      fixture.settled();
    }
    try (Journal journal = Journal.open(folder, JournalFixture.BINDING, 1L << 40, new Chooser())) {
      assertThat(journal.report().damaged()).isFalse();
    }
    try (JournalFixture fixture = new JournalFixture(folder)) {
      assertThat(fixture.damage).isEmpty();
      assertThat(fixture.replayed).hasSize(50).containsEntry(8, "text 8").doesNotContainKey(9);
      fixture.put(9, "again");
      fixture.settled();
    }
    try (JournalFixture fixture = new JournalFixture(folder)) {
      assertThat(fixture.replayed).hasSize(51).containsEntry(9, "again");
    }
  }

  /** Keeps nothing of odd numbers. */
  private static final class Chooser implements ReplayHandler {
    @Override
    public void onEntry(
        Change change, DirectBuffer buffer, int storeKeyOffset, int recordOffset, int length) {}

    @Override
    public void onDamage(DamagedRange range) {
      throw new AssertionError(range);
    }

    @Override
    public void onDoubt() {
      throw new AssertionError();
    }

    @Override
    public boolean hasGivenUp() {
      return true;
    }

    @Override
    public boolean isKept(DirectBuffer buffer, int storeKeyOffset) {
      return buffer.getInt(storeKeyOffset + 7) % 2 == 0;
    }
  }
}
