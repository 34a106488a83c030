package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.record.RecordLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");

  /** A compaction is due from a sixteenth of this on. */
  private static final long BYTES_MAX = 3_200_000;

  @TempDir private Path folder;

  private final Map<Integer, String> model = new HashMap<>();

  @Test
  void shouldKeepWhatIsAliveAndShrinkTheFiles() throws IOException {
    final long seed = System.nanoTime();
    final Random random = new Random(seed);
    for (int start = 0; start < (FULL ? 40 : 3); start++) {
      try (JournalFixture fixture = open()) {
        assertThat(fixture.replayed).as("seed %d", seed).isEqualTo(model);
        assertThat(fixture.journal.report().clean()).isEqualTo(start > 0);
        for (int step = 0; step < 6000; step++) {
          change(fixture, random);
        }
        assertThat(fixture.journal.bytes()).isLessThan(BYTES_MAX);
      }
    }
    assertThat(files(".snapshot")).hasSize(1);
  }

  /** What a compaction may leave: twice what is alive, and what isn't worth one. */
  @Test
  void shouldStayWithinTwiceOfWhatIsAliveWhenMostOfItDies() throws IOException {
    try (JournalFixture fixture = open()) {
      for (int number = 0; number < 3_000; number++) {
        awaitSpace(fixture, number, "x".repeat(600));
        fixture.settled();
      }
      final long before = fixture.journal.bytes();
      for (int number = 100; number < 3_000; number++) {
        fixture.remove(number);
      }
      fixture.settled();
      fixture.journal.alive(100, 100 * 600);
      final long alive = 100 * 700;
      final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      for (int step = 0; fixture.journal.bytes() > 2 * alive + BYTES_MAX / 16; step++) {
        assertThat(System.nanoTime())
            .as("%d of %d", fixture.journal.bytes(), before)
            .isLessThan(deadlineNs);
        fixture.put(step % 100, "y".repeat(600));
        fixture.settled();
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(before).isGreaterThan(10 * alive);
    }
  }

  /** Six thousand changes of 500 bytes: three megabytes, were nothing compacted, a start. */
  private void change(final JournalFixture fixture, final Random random) {
    final int number = random.nextInt(300);
    if (random.nextInt(4) == 0) {
      fixture.remove(number);
      model.remove(number);
    } else {
      final String text = (random.nextInt() + " ").repeat(300).substring(0, 500);
      awaitSpace(fixture, number, text);
      model.put(number, text);
    }
    if (random.nextInt(50) == 0) {
      fixture.settled();
    }
  }

  /** The budget may be used up until a running compaction has given back what it can. */
  private static void awaitSpace(
      final JournalFixture fixture, final int number, final String text) {
    final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (fixture.put(number, text) == RecordLog.NO_SPACE) {
      assertThat(System.nanoTime()).as("space comes back").isLessThan(deadlineNs);
      LockSupport.parkNanos(100_000);
    }
  }

  @Test // threat 30
  void shouldTakeUpEveryStateACrashDuringACompactionLeaves() throws IOException {
    writeTwoLogs();
    final JournalFolder journal = new JournalFolder(folder.resolve("journal"));
    final byte[] first = read("00000001.log");
    final byte[] second = read("00000002.log");
    snapshotOfTheFirstLog(journal);
    final byte[] snapshot = read("00000001.snapshot");

    for (int length = 0; length <= snapshot.length; length += FULL ? 97 : 2003) {
      Files.write(journal.path().resolve("00000001.snapshot.part"), first(snapshot, length));
      Files.write(journal.path().resolve("00000001.log"), first);
      Files.write(journal.path().resolve("00000002.log"), second);
      Files.deleteIfExists(journal.path().resolve("00000001.snapshot"));
      assertEverythingIsThere();
    }
    Files.write(journal.path().resolve("00000001.log"), first);
    Files.write(journal.path().resolve("00000001.snapshot"), snapshot);
    Files.write(journal.path().resolve("00000002.log"), second);
    assertEverythingIsThere();
    assertThat(files(".log")).containsExactly("00000002.log");
  }

  private void assertEverythingIsThere() throws IOException {
    forgetCleanStop();
    try (JournalFixture fixture = open()) {
      assertThat(fixture.damage).isEmpty();
      assertThat(fixture.replayed).isEqualTo(model);
    }
    assertThat(files(".part")).isEmpty();
  }

  @Test // threat 32
  void shouldTellWhenASnapshotIsCut() throws IOException {
    writeTwoLogs();
    final JournalFolder journal = new JournalFolder(folder.resolve("journal"));
    snapshotOfTheFirstLog(journal);
    Files.delete(journal.path().resolve("00000001.log"));
    forgetCleanStop();
    final byte[] snapshot = read("00000001.snapshot");
    Files.write(journal.path().resolve("00000001.snapshot"), first(snapshot, 1024 + 600 * 5));
    try (JournalFixture fixture = open()) {
      assertThat(fixture.journal.report().damaged()).isTrue();
      fixture.replayed.forEach((number, text) -> assertThat(model).containsEntry(number, text));
    }
  }

  private void writeTwoLogs() throws IOException {
    try (JournalFixture fixture = open()) {
      for (int number = 0; number < 40; number++) {
        put(fixture, number % 30, "first " + number);
      }
      fixture.remove(3);
      model.remove(3);
    }
    final JournalFolder journal = new JournalFolder(folder.resolve("journal"));
    final FileHeader header = JournalFiles.header(FileKind.LOG, 2, 42, JournalFixture.BINDING);
    LogWriter.create(journal, header, "00000002.log").close();
    forgetCleanStop();
    try (JournalFixture fixture = open()) {
      for (int number = 20; number < 35; number++) {
        put(fixture, number, "second " + number);
      }
    }
    assertThat(files(".log")).hasSize(2);
  }

  /** Leaves the folder as a kill does. */
  private void forgetCleanStop() throws IOException {
    Files.deleteIfExists(folder.resolve("journal/manifest"));
    Files.write(folder.resolve("journal/open"), new byte[0]);
  }

  private void put(final JournalFixture fixture, final int number, final String text) {
    final String longText = text.repeat(100).substring(0, 510);
    fixture.put(number, longText);
    model.put(number, longText);
  }

  private void snapshotOfTheFirstLog(final JournalFolder journal) throws IOException {
    final Segment log =
        new Segment(new SegmentName(FileKind.LOG, 1), read("00000001.log").length, 0);
    final FileHeader header = JournalFiles.header(FileKind.SNAPSHOT, 1, 42, JournalFixture.BINDING);
    assertThat(
            new Compaction(journal, List.of(log), header, false, Compaction.KeyFilter.ALL, 5).run())
        .isNotNull();
  }

  private JournalFixture open() throws IOException {
    return new JournalFixture(new UnsyncedFolder(folder.resolve("journal")), BYTES_MAX);
  }

  private byte[] read(final String name) throws IOException {
    return Files.readAllBytes(folder.resolve("journal").resolve(name));
  }

  private static byte[] first(final byte[] bytes, final int length) {
    return Arrays.copyOf(bytes, Math.min(length, bytes.length));
  }

  private List<String> files(final String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .sorted()
          .toList();
    }
  }
}
