package io.mcc.engine.record.journal;

import static io.mcc.engine.record.RecordStore.STORE_KEY_LENGTH;

import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;

/**
 * Which entry of each store key is the last one: an open hash table in flat arrays, 16 bytes a
 * slot, three quarters full at most. Lives for one compaction, on its thread.
 *
 * <p>Keys are known by a hash of 64 bits under a random seed. Two keys of one hash are told apart
 * by the caller, who compares the keys in the files.
 */
final class LiveIndex {
  /** Tells whether an entry, known by its location, has a store key. */
  interface KeyComparison {
    boolean hasKey(long location, DirectBuffer key, int keyOffset);
  }

  private static final long FREE = -1;
  private static final int SLOTS_MIN = 1024;

  private final long seed;
  private long[] hashes = new long[SLOTS_MIN];
  private long[] locations = new long[SLOTS_MIN];
  private int count;

  LiveIndex(final long seed) {
    this.seed = seed;
    Arrays.fill(locations, FREE);
  }

  /** Notes the newest entry of a key, in place of the one noted before. */
  void put(
      final DirectBuffer key,
      final int keyOffset,
      final long location,
      final KeyComparison comparison) {
    final long hash = hash(key, keyOffset);
    int slot = slot(hash);
    while (locations[slot] != FREE) {
      if (hashes[slot] == hash && comparison.hasKey(locations[slot], key, keyOffset)) {
        locations[slot] = location;
        return;
      }
      slot = (slot + 1) & (locations.length - 1);
    }
    hashes[slot] = hash;
    locations[slot] = location;
    if (++count > locations.length / 4 * 3) {
      grow();
    }
  }

  /** Whether an entry is the last one of its key. */
  boolean isNewest(final DirectBuffer key, final int keyOffset, final long location) {
    final long hash = hash(key, keyOffset);
    int slot = slot(hash);
    while (locations[slot] != FREE) {
      if (locations[slot] == location) {
        return true;
      }
      slot = (slot + 1) & (locations.length - 1);
    }
    return false;
  }

  private void grow() {
    final long[] oldHashes = hashes;
    final long[] oldLocations = locations;
    hashes = new long[oldHashes.length * 2];
    locations = new long[oldHashes.length * 2];
    Arrays.fill(locations, FREE);
    for (int index = 0; index < oldLocations.length; index++) {
      if (oldLocations[index] != FREE) {
        int slot = slot(oldHashes[index]);
        while (locations[slot] != FREE) {
          slot = (slot + 1) & (locations.length - 1);
        }
        hashes[slot] = oldHashes[index];
        locations[slot] = oldLocations[index];
      }
    }
  }

  private int slot(final long hash) {
    return (int) (hash >>> 32) & (locations.length - 1);
  }

  private long hash(final DirectBuffer key, final int keyOffset) {
    long hash = seed ^ key.getByte(keyOffset + STORE_KEY_LENGTH - 1);
    for (int index = 0; index < STORE_KEY_LENGTH - 1; index += BitUtil.SIZE_OF_LONG) {
      hash = (hash ^ key.getLong(keyOffset + index)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
