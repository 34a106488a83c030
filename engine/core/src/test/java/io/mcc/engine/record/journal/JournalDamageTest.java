package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.record.RecordLog.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threat 32: cut, torn and flipped files. */
class JournalDamageTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int RECORDS = 40;

  @TempDir private Path folder;

  private final Map<Integer, String> model = new HashMap<>();

  @Test // threat 32
  void shouldCutOffATornLastEntryAtEachOfItsBytes() throws IOException {
    final byte[] whole = write();
    final int lastLength = EntryLayout.alignedLength(EntryLayout.RECORD_OFFSET + 27);
    final int lastStart = whole.length - lastLength;
    for (int length = lastStart; length < whole.length; length++) {
      restore(Arrays.copyOf(whole, length), false);
      try (JournalFixture fixture = new JournalFixture(folder)) {
        final ReplayReport report = fixture.journal.report();
        assertThat(report.truncatedBytes()).isEqualTo(length - lastStart);
        assertThat(report.damaged()).isFalse();
        assertThat(report.clean()).isFalse();
        assertThat(fixture.replayed).hasSize(RECORDS - 1).doesNotContainKey(RECORDS - 1);
        fixture.put(RECORDS, "after");
      }
      if (!FULL && length % 8 != 0) {
        continue;
      }
      try (JournalFixture fixture = new JournalFixture(folder)) {
        assertThat(fixture.replayed).hasSize(RECORDS).containsEntry(RECORDS, "after");
        assertThat(fixture.journal.report().clean()).isTrue();
      }
    }
  }

  @Test // threat 32
  void shouldDetectEveryCutAfterACleanStop() throws IOException {
    final byte[] whole = write();
    for (int length = 0; length < whole.length; length += FULL ? 7 : 1499) {
      restore(Arrays.copyOf(whole, length), true);
      assertDamageIsTold(length);
    }
    restore(Arrays.copyOf(whole, whole.length / 2), true);
    assertDamageIsTold(whole.length / 2);
  }

  /** Cuts that leave nothing but valid entries: only the manifest knows. */
  @Test // threat 32
  void shouldDetectThatWholeEntriesOrFilesAreGoneAfterACleanStop() throws IOException {
    final byte[] whole = write();
    final int lastLength = EntryLayout.alignedLength(EntryLayout.RECORD_OFFSET + 27);
    for (final int length : new int[] {FileHeader.LENGTH, whole.length - lastLength}) {
      restore(Arrays.copyOf(whole, length), true);
      assertDamageIsTold(length);
    }
    restore(whole, true);
    Files.delete(journalFolder().resolve("00000001.log"));
    try (JournalFixture fixture = new JournalFixture(folder)) {
      assertThat(fixture.journal.report().damaged()).isTrue();
      assertThat(fixture.damage.get(0).fileName()).isEqualTo("00000001.log");
    }
  }

  @Test // threat 32
  void shouldDetectEveryFlippedBitAfterACleanStop() throws IOException {
    final byte[] whole = write();
    final long seed = System.nanoTime();
    final Random random = new Random(seed);
    final int flips = FULL ? 500 : 40;
    for (int flip = 0; flip < flips; flip++) {
      final int bit = random.nextInt(whole.length * 8);
      final byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      restore(flipped, true);
      assertDamageIsTold(bit);
    }
  }

  /** The same of the replay alone, which is what detects, ten thousand times. */
  @Test // threat 32
  void shouldNeverReplayAWrongRecordWhateverBitIsFlipped() throws IOException {
    final byte[] whole = write();
    restore(whole, true);
    final Path log = journalFolder().resolve("00000001.log");
    final long seed = System.nanoTime();
    final Random random = new Random(seed);
    for (int flip = 0; flip < (FULL ? 10_000 : 500); flip++) {
      final int bit = random.nextInt(whole.length * 8);
      whole[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(log, whole);
      whole[bit / 8] ^= (byte) (1 << bit % 8);
      final Replay replay =
          new Replay(new JournalFolder(journalFolder()), JournalFixture.BINDING, new Checking());
      replay.run();
      assertThat(replay.report().damaged()).as("bit %d", bit).isTrue();
      assertThat(replay.report().entries()).as("bit %d", bit).isBetween(RECORDS - 1L, RECORDS + 0L);
    }
  }

  private final class Checking implements ReplayHandler {
    @Override
    public void onEntry(
        final Change change,
        final DirectBuffer buffer,
        final int storeKeyOffset,
        final int recordOffset,
        final int length) {
      final String text = buffer.getStringWithoutLengthAscii(recordOffset, length);
      assertThat(model).containsEntry(buffer.getInt(storeKeyOffset + 7), text);
    }

    @Override
    public void onDamage(final DamagedRange range) {}

    @Override
    public void onDoubt() {}
  }

  /** Whatever is left is true, what is lost is told, and the next start is sound again. */
  private void assertDamageIsTold(final int place) throws IOException {
    final int left;
    try (JournalFixture fixture = new JournalFixture(folder)) {
      assertThat(fixture.damage).as("at %d", place).isNotEmpty();
      assertThat(fixture.journal.report().damaged()).isTrue();
      assertThat(fixture.journal.report().clean()).isFalse();
      fixture.replayed.forEach((number, text) -> assertThat(model).containsEntry(number, text));
      left = fixture.replayed.size();
      assertThat(journalFolder().resolve("quarantine")).isNotEmptyDirectory();
    }
    try (JournalFixture fixture = new JournalFixture(folder)) {
      assertThat(fixture.journal.report().clean()).as("at %d", place).isTrue();
      assertThat(fixture.replayed).hasSize(left);
    }
  }

  private byte[] write() throws IOException {
    try (JournalFixture fixture = new JournalFixture(folder)) {
      for (int number = 0; number < RECORDS; number++) {
        final String text =
            ("record " + number + " ")
                .repeat(20)
                .substring(0, 27 + 17 * (RECORDS - 1 - number) % 60);
        fixture.put(number, text);
        model.put(number, text);
      }
    }
    final byte[] whole = Files.readAllBytes(journalFolder().resolve("00000001.log"));
    Files.copy(journalFolder().resolve("manifest"), folder.resolve("manifest"));
    return whole;
  }

  private void restore(final byte[] log, final boolean withManifest) throws IOException {
    try (var files = Files.walk(journalFolder())) {
      for (final Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    Files.write(journalFolder().resolve("00000001.log"), log);
    if (withManifest) {
      Files.copy(folder.resolve("manifest"), journalFolder().resolve("manifest"));
    } else {
      Files.createFile(journalFolder().resolve("open"));
    }
  }

  private Path journalFolder() {
    return folder.resolve("journal");
  }
}
