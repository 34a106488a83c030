package io.mcc.sim;

import io.mcc.codec.Id;
import io.mcc.codec.RecordHeader;
import io.mcc.codec.RecordKind;
import io.mcc.codec.StoreKey;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.collections.Object2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Watches the records on all disks of a swarm and what nodes answer about them. No disk goes to a
 * lower version of a record while it lasts. A write that was acknowledged is synced on its owner's
 * disk at that instant, and is on some disk until it expires or the last disk that had it is lost.
 * A reader that has seen a version never gets a lower one while it runs. Used by the swarm's
 * thread.
 */
final class RecordWatch {
  private static final long NEVER_SEEN = Long.MIN_VALUE;

  /** The versions of one record: how many disks hold which, and which was acknowledged. */
  private static final class Versions {
    long[] sequences = new long[1];
    int[] diskCounts = new int[1];
    int count;
    long acknowledged = HeapRecordLog.NO_RECORD;

    void add(long sequence, int diskCount) {
      for (int i = 0; i < count; i++) {
        if (sequences[i] == sequence) {
          diskCounts[i] += diskCount;
          if (diskCounts[i] == 0) {
            count--;
            sequences[i] = sequences[count];
            diskCounts[i] = diskCounts[count];
          }
          return;
        }
      }
      if (count == sequences.length) {
        sequences = Arrays.copyOf(sequences, 2 * count);
        diskCounts = Arrays.copyOf(diskCounts, 2 * count);
      }
      sequences[count] = sequence;
      diskCounts[count++] = diskCount;
    }

    long highest() {
      long highest = HeapRecordLog.NO_RECORD;
      for (int i = 0; i < count; i++) {
        highest = Math.max(highest, sequences[i]);
      }
      return highest;
    }
  }

  private final Map<StoredKey, Versions> versions = new HashMap<>();
  private final Map<Integer, Object2LongHashMap<Id>> seen = new HashMap<>();
  private final UnsafeBuffer keyBytes = new UnsafeBuffer(new byte[StoreKey.LENGTH]);
  private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
  private final RecordHeader header = new RecordHeader();
  private final VirtualTime time;
  private long clockAheadMaxMs;
  private final Set<Id> lost = new HashSet<>();

  RecordWatch(VirtualTime time) {
    this.time = time;
  }

  /** A node's clock goes ahead by so much: to it, records expire so much earlier. */
  void onClockAhead(long aheadMs) {
    clockAheadMaxMs = Math.max(clockAheadMaxMs, aheadMs);
  }

  /** A node is gone, and with it what it remembers of its reads. */
  void onCrash(int node) {
    seen.remove(node);
  }

  /** Acknowledged records that no disk holds any more because the disks were lost. */
  int lostCount() {
    return lost.size();
  }

  /** Whether it was so with a record at any time. */
  boolean wasLost(Id key) {
    return lost.contains(key);
  }

  private RecordHeader header(byte[] record) {
    bytes.wrap(record);
    if (!header.wrapIfValid(bytes, 0, record.length)) {
      throw new IllegalStateException("a record on a disk isn't one");
    }
    return header;
  }

  long sequence(byte[] record) {
    return record == null ? HeapRecordLog.NO_RECORD : header(record).sequence();
  }

  private boolean isExpired(byte[] record) {
    return header(record).expiryMs() <= time.epochMs() + clockAheadMaxMs;
  }

  /**
   * A node's disk has committed a change; null: no record.
   *
   * @param wasForgotten whether the node had dropped the record before, though its disk kept it
   */
  void onCommitted(int node, StoredKey key, byte[] before, byte[] after, boolean wasForgotten) {
    boolean isReplaced = before != null && after != null && !wasForgotten && !isExpired(before);
    if (isReplaced && sequence(after) < sequence(before)) {
      throw violation(
          node, "its disk went from sequence " + sequence(before) + " back to " + sequence(after));
    }
    Versions held = onChanged(key, before, after);
    if (held.highest() < held.acknowledged) {
      if (!isExpired(before)) {
        throw violation(
            node, "dropped the last copy of an acknowledged record, sequence " + held.acknowledged);
      }
      held.acknowledged = HeapRecordLog.NO_RECORD;
    }
    forgetIfGone(key, held);
  }

  /** A node's disk has lost a change, or a record, for good; null: no record. */
  void onLost(StoredKey key, byte[] before, byte[] after) {
    Versions held = onChanged(key, before, after);
    if (held.highest() < held.acknowledged) {
      lost.add(StoreKey.key(new UnsafeBuffer(key.bytes), 0, new Id()));
      held.acknowledged = HeapRecordLog.NO_RECORD;
    }
    forgetIfGone(key, held);
  }

  private Versions onChanged(StoredKey key, byte[] before, byte[] after) {
    Versions held = versions.computeIfAbsent(key, unused -> new Versions());
    if (before != null) {
      held.add(sequence(before), -1);
    }
    if (after != null) {
      held.add(sequence(after), 1);
    }
    return held;
  }

  private void forgetIfGone(StoredKey key, Versions held) {
    if (held.count == 0 && held.acknowledged == HeapRecordLog.NO_RECORD) {
      versions.remove(key);
    }
  }

  /** A command has ended. */
  void onOutcome(SimulatedNode node, Command command, Outcome outcome) {
    if (outcome instanceof Outcome.Stored stored) {
      RecordKind kind =
          command instanceof Command.PutImmutable ? RecordKind.IMMUTABLE : RecordKind.MUTABLE;
      onAcknowledged(node, kind, stored.key(), stored.sequence());
    } else if (outcome instanceof Outcome.Deleted deleted) {
      onAcknowledged(node, RecordKind.MUTABLE, deleted.key(), deleted.sequence());
    } else if (outcome instanceof Outcome.Found found && found.sequence() > 0) {
      onRead(node, Id.parse(found.key()), found.sequence());
    }
  }

  private void onAcknowledged(SimulatedNode node, RecordKind kind, String key, long sequence) {
    Id id = Id.parse(key);
    StoreKey.write(keyBytes, 0, kind, id, id);
    StoredKey storedKey = StoredKey.read(keyBytes, 0);
    if (node.log.syncedSequence(storedKey) < sequence) {
      throw violation(
          node.index,
          "acknowledged a write of %s, sequence %d, its synced journal holds %d"
              .formatted(id, sequence, node.log.syncedSequence(storedKey)));
    }
    Versions held = versions.get(storedKey);
    held.acknowledged = Math.max(held.acknowledged, sequence);
    see(node, id, sequence);
  }

  private void onRead(SimulatedNode node, Id key, long sequence) {
    long before = see(node, key, sequence);
    if (sequence < before && node.view.remembersAllReads()) {
      throw violation(
          node.index, "read sequence %d after it had seen %d".formatted(sequence, before));
    }
  }

  /** A node has seen a version of a record; answers the highest one it had seen before. */
  private long see(SimulatedNode node, Id key, long sequence) {
    Object2LongHashMap<Id> ofNode =
        seen.computeIfAbsent(node.index, unused -> new Object2LongHashMap<>(NEVER_SEEN));
    long before = ofNode.getValue(key);
    ofNode.put(key, Math.max(before, sequence));
    return before;
  }

  private InvariantViolation violation(int node, String what) {
    return new InvariantViolation(time.nowNs(), node, what);
  }
}
