package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.record.journal.ReplayReport.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threat 32, after a clean stop: whatever happens to a file is told, and a record that is not what
 * was written last is in doubt. Keys are written again and again, and removed, so that every loss
 * brings an older state back.
 */
class JournalDoubtTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int KEYS = 12;
  private static final int CHANGES = 60;
  private static final String LOG = "00000001.log";

  @TempDir private Path folder;

  private final long seed = Long.getLong("mcc.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<Integer, String> model = new HashMap<>();
  private final TreeMap<String, byte[]> stopped = new TreeMap<>();

  @Test // threat 32
  void shouldDoubtWhatIsOlderThanACutAtEveryByteOfTheLastEntryAndEveryBoundary()
      throws IOException {
    write();
    final byte[] log = stopped.get(LOG);
    final List<Integer> boundaries = boundaries(log);
    final int lastStart = boundaries.get(boundaries.size() - 1);
    int cuts = 0;
    for (final int boundary : boundaries) {
      assertToldAndDoubted(LOG, Arrays.copyOf(log, boundary));
      cuts++;
    }
    for (int length = lastStart; length < log.length; length += FULL ? 1 : 5) {
      assertToldAndDoubted(LOG, Arrays.copyOf(log, length));
      cuts++;
    }
    System.out.printf("journal doubt: %d cuts, all told; seed %d%n", cuts, seed);
  }

  @Test // threat 32
  void shouldDoubtWhatIsOlderThanAFlippedBit() throws IOException {
    write();
    final int flips = FULL ? 10_000 : 150;
    int doubted = 0;
    for (int flip = 0; flip < flips; flip++) {
      final String file = random.nextInt(8) == 0 ? Manifest.FILE_NAME : LOG;
      final byte[] bytes = stopped.get(file).clone();
      final int bit = random.nextInt(bytes.length * 8);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      doubted += assertToldAndDoubted(file, bytes);
    }
    System.out.printf(
        "journal doubt: %d flips, all told, %d records doubted; seed %d%n", flips, doubted, seed);
  }

  @Test // threat 32
  void shouldDoubtEverythingWhereTheManifestIsCutMissingOrOfAnotherStop() throws IOException {
    write();
    final TreeMap<String, byte[]> earlier = new TreeMap<>(stopped);
    write();
    assertToldAndDoubted(Manifest.FILE_NAME, null);
    assertToldAndDoubted(Manifest.FILE_NAME, earlier.get(Manifest.FILE_NAME));
    assertToldAndDoubted(LOG, earlier.get(LOG));
    assertToldAndDoubted(LOG, null);
    final byte[] manifest = stopped.get(Manifest.FILE_NAME);
    for (int length = 0; length < manifest.length; length += FULL ? 1 : 9) {
      assertToldAndDoubted(Manifest.FILE_NAME, Arrays.copyOf(manifest, length));
    }
  }

  @Test // threat 32
  void shouldLoseNoMoreThanWhatADamagedSnapshotHeldAlone() throws IOException {
    writeSnapshotAndLog();
    final String name =
        stopped.keySet().stream()
            .filter(file -> file.endsWith(".snapshot"))
            .findAny()
            .orElseThrow();
    final byte[] snapshot = stopped.get(name);
    for (int flip = 0; flip < (FULL ? 2_000 : 60); flip++) {
      final byte[] flipped = snapshot.clone();
      final int bit = random.nextInt(flipped.length * 8);
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(assertToldAndDoubted(name, flipped)).as("seed %d", seed).isZero();
    }
    for (final int boundary : boundaries(snapshot)) {
      assertToldAndDoubted(name, Arrays.copyOf(snapshot, boundary));
    }
    assertToldAndDoubted(name, null);
  }

  @Test // threat 32
  void shouldRememberADoubtUntilItIsOver() throws IOException {
    write();
    final byte[] log = stopped.get(LOG);
    restore(LOG, Arrays.copyOf(log, boundaries(log).get(CHANGES - 1)));
    try (JournalFixture fixture = new JournalFixture(folder)) {
      assertThat(fixture.journal.report().loss()).isEqualTo(Loss.FOUND);
      fixture.put(0, "confirmed");
      fixture.settled();
    }
    try (JournalFixture fixture = new JournalFixture(folder)) {
      assertThat(fixture.journal.report().clean()).isTrue();
      assertThat(fixture.journal.report().loss()).isEqualTo(Loss.UNCONFIRMED);
      assertThat(fixture.doubtful).isNotEmpty().doesNotContain(0);
      for (final int number : List.copyOf(fixture.replayed.keySet())) {
        fixture.put(number, "confirmed");
      }
      fixture.settled();
      fixture.journal.forgetDoubt();
      awaitGone(folder.resolve("journal").resolve(Doubt.FILE_NAME));
    }
    try (JournalFixture fixture = new JournalFixture(folder)) {
      assertThat(fixture.journal.report().loss()).isEqualTo(Loss.NONE);
      assertThat(fixture.doubtful).isEmpty();
    }
  }

  @Test // threat 32
  void shouldDoubtEverythingWhereTheDoubtItselfIsDamaged() throws IOException {
    write();
    restore(LOG, stopped.get(LOG));
    Files.write(folder.resolve("journal").resolve(Doubt.FILE_NAME), new byte[5]);
    try (JournalFixture fixture = new JournalFixture(folder)) {
      assertThat(fixture.doubtful).isEqualTo(fixture.replayed.keySet());
    }
  }

  /** After a kill: the last value of its key, or the one before, and every other as it was. */
  @Test // threat 32
  void shouldGiveTheLastValueOrTheOneBeforeWhereAKillCutTheLastEntry() throws IOException {
    write();
    final Map<Integer, String> before = new HashMap<>(model);
    try (JournalFixture fixture = new JournalFixture(folder)) {
      fixture.put(0, "the last one");
      fixture.settled();
    }
    remember();
    stopped.remove(Manifest.FILE_NAME);
    stopped.put(JournalOpening.OPEN_FILE_NAME, new byte[0]);
    final byte[] log = stopped.get(LOG);
    final List<Integer> boundaries = boundaries(log);
    for (int length = boundaries.get(boundaries.size() - 1) + 1; length < log.length; length++) {
      restore(LOG, Arrays.copyOf(log, length));
      try (JournalFixture fixture = new JournalFixture(folder)) {
        assertThat(fixture.replayed).as("seed %d, %d", seed, length).isEqualTo(before);
        assertThat(fixture.journal.report().truncatedBytes()).isPositive();
        assertThat(fixture.doubtful).isEmpty();
      }
    }
  }

  private static void awaitGone(final Path file) {
    final long deadlineNs = System.nanoTime() + 20_000_000_000L;
    while (Files.exists(file)) {
      assertThat(System.nanoTime()).as("%s is gone", file).isLessThan(deadlineNs);
      LockSupport.parkNanos(100_000);
    }
  }

  /** Returns how many records are in doubt. */
  private int assertToldAndDoubted(final String file, final byte[] bytes) throws IOException {
    restore(file, bytes);
    try (JournalFixture fixture = new JournalFixture(folder)) {
      final ReplayReport report = fixture.journal.report();
      assertThat(fixture.damage).as("seed %d, %s", seed, file).isNotEmpty();
      assertThat(report.clean()).isFalse();
      fixture.replayed.forEach(
          (number, text) -> {
            if (!text.equals(model.get(number))) {
              assertThat(fixture.doubtful).as("seed %d, %s", seed, file).contains(number);
            }
          });
      if (!fixture.replayed.keySet().containsAll(model.keySet())) {
        assertThat(report.loss()).as("seed %d, %s", seed, file).isEqualTo(Loss.FOUND);
      }
      return fixture.doubtful.size();
    }
  }

  private void write() throws IOException {
    try (JournalFixture fixture = new JournalFixture(folder)) {
      change(fixture, CHANGES);
    }
    remember();
  }

  private void writeSnapshotAndLog() throws IOException {
    write();
    final JournalFolder journal = new JournalFolder(folder.resolve("journal"));
    final Segment log = new Segment(new SegmentName(FileKind.LOG, 1), stopped.get(LOG).length, 0);
    final FileHeader header =
        JournalFiles.header(FileKind.SNAPSHOT, 1, CHANGES + 1, JournalFixture.BINDING);
    assertThat(
            new Compaction(journal, List.of(log), header, false, Compaction.KeyFilter.ALL, 5).run())
        .isNotNull();
    journal.delete(LOG);
    journal.delete(Manifest.FILE_NAME);
    Files.write(journal.path().resolve(JournalOpening.OPEN_FILE_NAME), new byte[0]);
    write();
  }

  private void change(final JournalFixture fixture, final int count) {
    for (int change = 0; change < count; change++) {
      final int number = random.nextInt(KEYS);
      if (random.nextInt(6) == 0) {
        fixture.remove(number);
        model.remove(number);
      } else {
        final String text = "change " + random.nextInt() + " ".repeat(random.nextInt(40));
        fixture.put(number, text);
        model.put(number, text);
      }
    }
    fixture.settled();
  }

  private void remember() throws IOException {
    stopped.clear();
    for (final Path file : files()) {
      stopped.put(file.getFileName().toString(), Files.readAllBytes(file));
    }
  }

  /** Puts the folder back as the clean stop left it, but for one file; null takes it away. */
  private void restore(final String changed, final byte[] bytes) throws IOException {
    for (final Path file : files()) {
      Files.delete(file);
    }
    for (final Map.Entry<String, byte[]> file : stopped.entrySet()) {
      Files.write(folder.resolve("journal").resolve(file.getKey()), file.getValue());
    }
    final Path path = folder.resolve("journal").resolve(changed);
    if (bytes == null) {
      Files.delete(path);
    } else {
      Files.write(path, bytes);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** Where the entries of a file begin. */
  private static List<Integer> boundaries(final byte[] file) {
    final List<Integer> boundaries = new ArrayList<>();
    final ByteBuffer buffer = ByteBuffer.wrap(file).order(EntryLayout.ORDER);
    int at = FileHeader.LENGTH;
    while (at < file.length) {
      boundaries.add(at);
      at += EntryLayout.alignedLength(buffer.getInt(at + EntryLayout.LENGTH_OFFSET));
    }
    return boundaries;
  }
}
