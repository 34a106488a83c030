package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.RecordLog.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threat 31: power is lost at every write; what was not synced is lost, kept or torn, sector by
 * sector and in any order.
 */
class JournalPowerLossTest {
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final int SECTOR_LENGTH = 512;

  @TempDir private Path folder;

  /** What the disk and the acknowledgements saw, in one order: that of the journal's thread. */
  private final List<Event> events = new ArrayList<>();

  private record Event(byte[] bytes, long offset, boolean force, long ackedTicket) {}

  @Test // threat 31
  void shouldKeepEverySyncedRecordWhateverTheDiskForgets() throws IOException {
    final long seed = System.nanoTime();
    final Random random = new Random(seed);
    final Map<Integer, Durability> appended = write(random);
    assertThat(events).hasSizeGreaterThan(20);
    final int rounds = FULL ? 20 : 1;
    final int step = FULL ? 1 : events.size() / 50 + 1;
    for (int crash = 3 + random.nextInt(step); crash < events.size(); crash += step) {
      for (int round = 0; round < rounds; round++) {
        final Path copy = Files.createDirectories(folder.resolve("copy" + crash + "-" + round));
        replayAfter(crash, copy, random, appended, seed);
      }
    }
  }

  private Map<Integer, Durability> write(final Random random) throws IOException {
    final Map<Integer, Durability> appended = new HashMap<>();
    final Recorder recorder = new Recorder();
    final JournalFolder disk = new RecordingFolder(folder.resolve("journal"));
    try (Journal journal = Journal.open(disk, JournalFixture.BINDING, 1L << 40, null)) {
      journal.start(() -> journal.poll(recorder));
      final UnsafeBuffer key = new UnsafeBuffer(new byte[65]);
      for (int number = 1; number <= 400; number++) {
        final Durability durability = Durability.values()[random.nextInt(10) / 9];
        key.putInt(7, number);
        final UnsafeBuffer record = new UnsafeBuffer(text(number).getBytes());
        assertThat(journal.append(Change.PUT, durability, key, 0, record, 0, record.capacity()))
            .isEqualTo(number);
        appended.put(number, durability);
        final int pause = random.nextInt(8) == 0 ? 200_000 : 0;
        LockSupport.parkNanos(pause);
      }
    }
    return appended;
  }

  private void replayAfter(
      final int crash,
      final Path copy,
      final Random random,
      final Map<Integer, Durability> appended,
      final long seed)
      throws IOException {
    Files.createDirectories(copy.resolve("journal"));
    Files.write(copy.resolve("journal/00000001.log"), image(crash, random));
    final long acked =
        events.subList(0, crash).stream().mapToLong(Event::ackedTicket).max().orElse(0);
    final Map<Integer, String> replayed;
    try (JournalFixture fixture = new JournalFixture(copy)) {
      replayed = fixture.replayed;
    }
    replayed.forEach((number, text) -> assertThat(text).isEqualTo(text(number)));
    appended.forEach(
        (number, durability) -> {
          if (number <= acked && durability == Durability.SYNCED) {
            assertThat(replayed).as("seed %d, crash %d", seed, crash).containsKey(number);
          }
        });
  }

  /** The file as it may be after a crash: all that was synced, any sectors of what was not. */
  private byte[] image(final int crash, final Random random) {
    int synced = 0;
    for (int index = 0; index < crash; index++) {
      synced = events.get(index).force() ? index : synced;
    }
    byte[] image = new byte[0];
    for (int index = 0; index < crash; index++) {
      final Event event = events.get(index);
      for (int done = 0; event.bytes() != null && done < event.bytes().length; ) {
        final int at = (int) event.offset() + done;
        final int step = Math.min(SECTOR_LENGTH - at % SECTOR_LENGTH, event.bytes().length - done);
        if (index < synced || random.nextInt(3) > 0) {
          image = Arrays.copyOf(image, Math.max(image.length, at + step));
          System.arraycopy(event.bytes(), done, image, at, step);
        }
        done += step;
      }
    }
    return image;
  }

  private static String text(final int number) {
    return ("record " + number + " ").repeat(1 + number % 90);
  }

  private final class Recorder implements CommitHandler {
    @Override
    public void onCommitted(final long firstTicket, final long lastTicket) {
      events.add(new Event(null, 0, false, lastTicket));
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

  private final class RecordingFolder extends JournalFolder {
    RecordingFolder(final Path path) {
      super(path);
    }

    @Override
    JournalFile file(final String name, final FileChannel channel) {
      if (!name.endsWith(".log")) {
        return super.file(name, channel);
      }
      return new JournalFile(channel) {
        @Override
        void write(final ByteBuffer bytes, final long offset) throws IOException {
          final byte[] copy = new byte[bytes.remaining()];
          bytes.get(bytes.position(), copy);
          events.add(new Event(copy, offset, false, 0));
          super.write(bytes, offset);
        }

        @Override
        void force() {
          // A recorded sync costs nothing, so that many groups are written.
          events.add(new Event(null, 0, true, 0));
        }
      };
    }
  }
}
