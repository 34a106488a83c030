package io.mcc.engine.record.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A file of a {@link SimulatedDisk}: the bytes that the operating system shows, those that are on
 * the medium for certain, and the changes between the two.
 */
final class SimulatedFile {
  private static final int SECTOR_LENGTH = 512;

  /**
   * A change that has not been synced.
   *
   * @param bytes what was written at the offset; null where the file was cut off there
   */
  private record Change(int offset, byte[] bytes) {}

  /** What becomes of changes that have not been synced. */
  private enum Fate {
    LOST,
    KEPT,
    MIXED
  }

  private final List<Change> unsynced = new ArrayList<>();
  private byte[] synced;
  private byte[] bytes;
  private int length;

  SimulatedFile(final byte[] content) {
    synced = content;
    bytes = content.clone();
    length = content.length;
  }

  int length() {
    return length;
  }

  /** What the operating system shows. */
  byte[] content() {
    return Arrays.copyOf(bytes, length);
  }

  void read(final ByteBuffer into, final long offset) {
    final int count = (int) Math.max(0, Math.min(into.remaining(), length - offset));
    into.put(bytes, (int) Math.min(offset, length), count);
  }

  void write(final byte[] content, final int offset) {
    unsynced.add(new Change(offset, content));
    put(content, 0, content.length, offset);
  }

  void truncate(final int newLength) {
    unsynced.add(new Change(newLength, null));
    cut(newLength);
  }

  void force() {
    synced = content();
    unsynced.clear();
  }

  private void put(final byte[] content, final int from, final int to, final int offset) {
    grow(offset + to);
    System.arraycopy(content, from, bytes, offset + from, to - from);
  }

  private void grow(final int newLength) {
    if (newLength > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(newLength, 2 * bytes.length));
    }
    length = Math.max(length, newLength);
  }

  private void cut(final int newLength) {
    if (newLength < length) {
      Arrays.fill(bytes, newLength, length, (byte) 0);
      length = newLength;
    }
  }

  /** The file as the operating system shows it, as if all of it had been synced. */
  SimulatedFile whole() {
    return new SimulatedFile(content());
  }

  /**
   * The file as the medium may hold it when the power goes.
   *
   * @param stale bytes that may turn up where a file grew and its data got lost
   */
  SimulatedFile afterPowerLoss(final Random random, final byte[] stale) {
    final SimulatedFile left = new SimulatedFile(synced);
    final Fate fate = Fate.values()[random.nextInt(Fate.values().length)];
    for (final Change change : fate == Fate.LOST ? List.<Change>of() : unsynced) {
      if (change.bytes() == null) {
        if (fate == Fate.KEPT || random.nextBoolean()) {
          left.cut(change.offset());
        }
      } else if (fate == Fate.KEPT) {
        left.put(change.bytes(), 0, change.bytes().length, change.offset());
      } else {
        left.tear(change, random, stale);
      }
    }
    return left.whole();
  }

  /** Takes over some of a change's sectors, some of them in part. */
  private void tear(final Change change, final Random random, final byte[] stale) {
    final int end = change.bytes().length;
    if (random.nextBoolean()) {
      growStale(change.offset() + random.nextInt(end + 1), random, stale);
    }
    int from = 0;
    while (from < end) {
      final int sectorRest = SECTOR_LENGTH - (change.offset() + from) % SECTOR_LENGTH;
      final int to = Math.min(end, from + sectorRest);
      final int fate = random.nextInt(8);
      if (fate < 5) {
        put(change.bytes(), from, to, change.offset());
      } else if (fate == 5) {
        put(change.bytes(), from, from + random.nextInt(to - from), change.offset());
      }
      from = to;
    }
  }

  private void growStale(final int newLength, final Random random, final byte[] stale) {
    final int from = length;
    grow(newLength);
    if (stale.length > 0 && random.nextBoolean()) {
      final int staleFrom = random.nextInt(stale.length);
      for (int index = from; index < length; index++) {
        bytes[index] = stale[(staleFrom + index) % stale.length];
      }
    }
  }
}
