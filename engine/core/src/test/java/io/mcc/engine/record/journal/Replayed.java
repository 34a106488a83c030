package io.mcc.engine.record.journal;

import static io.mcc.engine.record.RecordStore.STORE_KEY_LENGTH;

import io.mcc.engine.record.RecordLog.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What a replay hands over: texts by key, and which of them are in doubt. */
final class Replayed implements ReplayHandler {
  private static final int KEY_OFFSET = 7;

  final Map<Integer, String> texts = new TreeMap<>();
  final Set<Integer> doubtful = new HashSet<>();
  final List<DamagedRange> damage = new ArrayList<>();

  /** Opens what lies on a disk. */
  JournalFiles open(final SimulatedDisk disk, final long bytesMax) throws IOException {
    return new JournalOpening(new SimulatedFolder(disk), JournalFixture.BINDING, this)
        .run(bytesMax);
  }

  /** Writes the store key of a number. */
  static void putKey(final UnsafeBuffer target, final int key) {
    target.setMemory(0, STORE_KEY_LENGTH, (byte) 0);
    target.putInt(KEY_OFFSET, key);
  }

  @Override
  public void onEntry(
      final Change change,
      final DirectBuffer buffer,
      final int storeKeyOffset,
      final int recordOffset,
      final int length) {
    final int key = buffer.getInt(storeKeyOffset + KEY_OFFSET);
    doubtful.remove(key);
    if (change == Change.PUT) {
      texts.put(key, buffer.getStringWithoutLengthAscii(recordOffset, length));
    } else {
      texts.remove(key);
    }
  }

  @Override
  public void onDamage(final DamagedRange range) {
    damage.add(range);
  }

  /** A key that isn't there may have been put by what is missing. */
  @Override
  public void onDoubt() {
    for (int key = 0; key < WriteHistory.KEYS; key++) {
      doubtful.add(key);
    }
  }
}
