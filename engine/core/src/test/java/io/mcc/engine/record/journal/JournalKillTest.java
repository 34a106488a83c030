package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.record.RecordLog;
import io.mcc.engine.record.RecordLog.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threats 29 and 30: a process that journals is killed at any moment, opening, writing or
 * compacting; what it had acknowledged, in a file outside the journal, must be there.
 */
class JournalKillTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int KEYS = 2000;
  private static final long BYTES_MAX = 32L * 1024 * 1024;

  @TempDir private Path folder;

  @Test // threats 29, 30
  void shouldKeepWhatWasAcknowledgedWheneverItIsKilled() throws Exception {
    final long seed = System.nanoTime();
    final Random random = new Random(seed);
    final int rounds = FULL ? 100 : 3;
    long acknowledgedBefore = 0;
    int compactingCount = 0;
    for (int round = 0; round < rounds; round++) {
      final Process process =
          ChildJvm.start(JournalKillTest.class, folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output").toFile())
              .start();
      // At full size the moment is left to chance; a sample must be sure to hit a writing process.
      if (!FULL || round == 0) {
        awaitAcknowledgement(process, acknowledgedBefore);
      }
      final boolean ended =
          process.waitFor(random.nextInt(FULL ? 3_000 : 500), TimeUnit.MILLISECONDS);
      assertThat(ended).as(Files.readString(folder.resolve("output"))).isFalse();
      process.destroyForcibly().waitFor();
      compactingCount += isCompacting() ? 1 : 0;
      final long acknowledged = lastAcknowledged();
      assertThat(acknowledged).isGreaterThanOrEqualTo(acknowledgedBefore);
      assertAllAreThere(acknowledged, seed);
      acknowledgedBefore = acknowledged;
    }
    assertThat(acknowledgedBefore).as("something was written").isPositive();
    System.out.printf(
        "journal kill: %d kills, %d of them inside a compaction, %d writes acknowledged; seed %d%n",
        rounds, compactingCount, acknowledgedBefore, seed);
  }

  private boolean isCompacting() throws IOException {
    final Path journal = folder.resolve("journal");
    if (!Files.exists(journal)) {
      return false;
    }
    try (Stream<Path> files = Files.list(journal)) {
      return files.anyMatch(file -> file.toString().endsWith(".snapshot.part"));
    }
  }

  private void awaitAcknowledgement(final Process process, final long before)
      throws IOException, InterruptedException {
    for (int polls = 0; lastAcknowledged() <= before && polls < 6_000; polls++) {
      assertThat(process.waitFor(10, TimeUnit.MILLISECONDS)).as("the child has ended").isFalse();
    }
  }

  /** Version v is put under key v mod KEYS, in order: a key holds its last version, or a later. */
  private void assertAllAreThere(final long acknowledged, final long seed) throws IOException {
    final long[] versions = new long[KEYS];
    try (Journal journal =
        Journal.open(folder, JournalFixture.BINDING, BYTES_MAX, new Versions(versions))) {
      assertThat(journal.report().damaged()).isFalse();
    }
    for (long version = Math.max(1, acknowledged - KEYS + 1); version <= acknowledged; version++) {
      assertThat(versions[(int) (version % KEYS)])
          .as("seed %d, version %d of %d", seed, version, acknowledged)
          .isGreaterThanOrEqualTo(version);
    }
  }

  private long lastAcknowledged() throws IOException {
    final Path file = folder.resolve("acknowledged");
    final boolean written = Files.exists(file) && Files.size(file) == Long.BYTES;
    return written ? ByteBuffer.wrap(Files.readAllBytes(file)).getLong() : 0;
  }

  private record Versions(long[] versions) implements ReplayHandler {
    @Override
    public void onEntry(
        final RecordLog.Change change,
        final DirectBuffer buffer,
        final int storeKeyOffset,
        final int recordOffset,
        final int length) {
      versions[buffer.getInt(storeKeyOffset + 7)] =
          Long.parseLong(buffer.getStringWithoutLengthAscii(recordOffset, length).split(" ")[0]);
    }

    @Override
    public void onDamage(final DamagedRange range) {}

    @Override
    public void onDoubt() {}
  }

  /** Puts versions for ever and notes the last one acknowledged in a file, outside the journal. */
  public static void main(final String[] arguments) throws IOException {
    final Path folder = Path.of(arguments[0]);
    final JournalFolder journal = new JournalFolder(folder.resolve("journal"));
    try (JournalFixture fixture = new JournalFixture(journal, BYTES_MAX);
        FileChannel acknowledged =
            FileChannel.open(
                folder.resolve("acknowledged"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
      long version = 0;
      for (final String text : fixture.replayed.values()) {
        version = Math.max(version, Long.parseLong(text.split(" ")[0]));
      }
      final long before = version;
      final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
      while (true) {
        final String text = (version + 1) + " ".repeat(700);
        final Durability durability = Durability.values()[(int) (version / 100 % 2)];
        final boolean taken = fixture.put((int) ((version + 1) % KEYS), text, durability) > 0;
        version += taken ? 1 : 0;
        fixture.journal.poll(fixture);
        if (fixture.committedTicket > 0) {
          bytes.clear().putLong(before + fixture.committedTicket).flip();
          acknowledged.write(bytes, 0);
        }
      }
    }
  }
}
