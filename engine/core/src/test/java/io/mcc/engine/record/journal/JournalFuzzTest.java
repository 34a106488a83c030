package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mcc.engine.fuzz.FuzzDepths;
import io.mcc.engine.record.RecordLog.Change;
import io.mcc.engine.record.RecordStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A journal that is written, closed or left by a crash, and then has its files changed in any way:
 * bits, lengths, names, whole files, and checksums made right again. No exception but those that
 * have names; nothing is read that was never written; what is out of date is told to be in doubt;
 * and the opening after the next is sound. Each operation is four bytes.
 */
// threat 32
class JournalFuzzTest {
  private static final int SEED_COUNT = 12;
  private static final int OPERATIONS_MAX = 60;
  private static final int LENGTH_MAX = 1 << 16;

  /** What the runs together have to have come to. */
  private enum Depth {
    CLEAN,
    TORN,
    DAMAGED,
    IN_DOUBT,
    REFUSED,
    SNAPSHOT,
    FORGED
  }

  private static final FuzzDepths REACHED = new FuzzDepths(Depth.values());

  private final UnsafeBuffer key = new UnsafeBuffer(new byte[RecordStore.STORE_KEY_LENGTH]);
  private final UnsafeBuffer value = new UnsafeBuffer(new byte[8_192]);
  private Map<Integer, String> expected;
  private Map<Integer, Set<String>> history;
  private SimulatedDisk disk;
  private JournalFiles files;
  private FileChanges changes;

  static Stream<byte[]> seeds() {
    return FuzzDepths.scripts(SEED_COUNT, 24);
  }

  @MethodSource("seeds")
  @FuzzTest
  void shouldReadNothingThatWasNeverWritten(byte[] input) throws IOException {
    REACHED.onInput();
    disk = new SimulatedDisk();
    changes = new FileChanges(disk);
    expected = new HashMap<>();
    history = new HashMap<>();
    ByteBuffer script = ByteBuffer.wrap(input);
    try {
      open();
      for (int count = 0; count < OPERATIONS_MAX && script.remaining() >= 4; count++) {
        operate(script.get() & 0xFF, script.get() & 0xFF, script.getShort() & 0xFFFF);
      }
      reopen(true);
      reopen(true);
      assertThat(changes.isAny() || expected.isEmpty() || files.totalLength() > 0).isTrue();
    } catch (DataFolderException named) {
      // Another node's folder, or another version's: only forged checksums lead there.
      assertThat(changes.isForged()).as(named.getMessage()).isTrue();
      REACHED.count(Depth.REFUSED, true);
    } finally {
      if (files != null) {
        files.close(false);
        files = null;
      }
    }
  }

  private void operate(int operation, int x, int yz) throws IOException {
    switch (operation % 12) {
      case 0, 1, 2, 3 -> put(x & 7, x >> 3, yz % 700);
      case 4 -> remove(x & 7);
      case 5 -> reopen((x & 1) == 0);
      default -> {
        if (files != null) {
          close((x & 128) == 0);
        }
        changes.change(operation % 12 - 6, x & 127, yz);
        if ((operation & 0x80) != 0) {
          open();
        }
      }
    }
  }

  private void put(int number, int variant, int length) throws IOException {
    ensureOpen();
    String text = (number + "." + variant + " ").repeat(1 + length / 4);
    history.computeIfAbsent(number, any -> new HashSet<>()).add(text);
    expected.put(number, text);
    key.putInt(7, number);
    stage(EntryLayout.PUT, value.putStringWithoutLengthAscii(0, text));
  }

  private void remove(int number) throws IOException {
    ensureOpen();
    expected.remove(number);
    key.putInt(7, number);
    stage(EntryLayout.REMOVE, 0);
  }

  private void stage(byte change, int length) throws IOException {
    UnsafeBuffer entry = new UnsafeBuffer(new byte[RecordStore.STORE_KEY_LENGTH + length]);
    entry.putBytes(0, key, 0, RecordStore.STORE_KEY_LENGTH);
    entry.putBytes(RecordStore.STORE_KEY_LENGTH, value, 0, length);
    files.stage(change, entry, 0, RecordStore.STORE_KEY_LENGTH, length);
    assertThat(files.write()).isTrue();
  }

  private void ensureOpen() throws IOException {
    if (files == null) {
      open();
    }
  }

  private void reopen(boolean sound) throws IOException {
    if (files != null) {
      close(sound);
    }
    open();
  }

  private void close(boolean sound) throws IOException {
    files.close(sound);
    files = null;
    changes.begin(sound);
  }

  private void open() throws IOException {
    Reading reading = new Reading();
    JournalOpening opening =
        new JournalOpening(new SimulatedFolder(disk), JournalFixture.BINDING, reading);
    files = opening.run(JournalFixture.BYTES_MAX);
    judge(opening.report(), reading);
    expected = reading.replayed;
    changes.begin(false);
  }

  private void judge(ReplayReport report, Reading reading) {
    REACHED.count(Depth.CLEAN, report.clean() && !expected.isEmpty());
    REACHED.count(Depth.TORN, report.truncatedBytes() > 0);
    REACHED.count(Depth.DAMAGED, report.damaged());
    REACHED.count(Depth.IN_DOUBT, !reading.doubtful.isEmpty());
    REACHED.count(Depth.SNAPSHOT, changes.isSnapshotThere());
    REACHED.count(Depth.FORGED, changes.isForged() && !reading.replayed.isEmpty());
    if (changes.isForged()) {
      return;
    }
    reading.replayed.forEach(
        (number, text) -> assertThat(history.getOrDefault(number, Set.of())).contains(text));
    if (report.clean() || !changes.isAny()) {
      assertThat(report.damaged()).isFalse();
      assertThat(report.truncatedBytes()).isZero();
      assertThat(reading.replayed).isEqualTo(expected);
    }
    if (report.truncatedBytes() == 0 && changes.areTold()) {
      requireDoubt(reading);
    }
  }

  /** Nothing that is out of date passes for current. */
  private void requireDoubt(Reading reading) {
    reading.replayed.forEach(
        (number, text) -> {
          if (!text.equals(expected.get(number))) {
            assertThat(reading.doubtful).as("out of date: %d", number).contains(number);
          }
        });
  }

  /** What a replay has handed over. */
  private static final class Reading implements ReplayHandler {
    private final Map<Integer, String> replayed = new HashMap<>();
    private final Set<Integer> doubtful = new HashSet<>();

    @Override
    public void onEntry(
        Change change, DirectBuffer buffer, int storeKeyOffset, int recordOffset, int length) {
      assertThat(length).isBetween(0, LENGTH_MAX + 1_024);
      int number = buffer.getInt(storeKeyOffset + 7);
      doubtful.remove(number);
      if (change == Change.PUT) {
        replayed.put(number, buffer.getStringWithoutLengthAscii(recordOffset, length));
      } else {
        replayed.remove(number);
      }
    }

    @Override
    public void onDamage(DamagedRange range) {
      assertThat(range.fileName()).isNotNull();
    }

    @Override
    public void onDoubt() {
      doubtful.addAll(replayed.keySet());
    }
  }

  @AfterAll
  static void shouldHaveReachedEveryDepth() throws Exception {
    REACHED.requireAll(JournalFuzzTest.class, "shouldReadNothingThatWasNeverWritten", SEED_COUNT);
  }
}
