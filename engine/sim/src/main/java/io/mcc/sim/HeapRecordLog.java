package io.mcc.sim;

import io.mcc.engine.record.RecordLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * A record log whose disk is a map that outlives its node: it commits a virtual moment after the
 * append, and can be told to refuse or to fail. A crash loses what wasn't committed, and a loss of
 * power also what was committed without a sync and has not been written back since.
 */
public final class HeapRecordLog implements RecordLog {
  /** What the log does with what is appended. */
  public enum Mode {
    /** Commits it. */
    WORKING,
    /** Refuses it: the queue is full. */
    FULL,
    /** Refuses it: the disk is full. */
    NO_SPACE,
    /** Takes it and then finds the disk full. */
    FULL_LATER,
    /** Takes it and then fails for good. */
    FAILING,
    /** Takes it and doesn't commit before it works again: the disk hangs. */
    HANGING
  }

  /** The sequence of a record that isn't there. */
  static final long NO_RECORD = -1;

  /** So many changes at the most wait to be written back; the older ones have been. */
  private static final int UNSYNCED_MAX = 32;

  /** One loss of power in so many leaves a gap, because later changes had been written back. */
  private static final int GAP_ONE_IN = 4;

  /**
   * A change that was committed without a sync.
   *
   * @param before what the disk held; null for nothing
   */
  private record Unsynced(StoredKey key, byte[] before) {}

  /**
   * A change that was taken and isn't committed.
   *
   * @param record null where it is a removal
   */
  private record Appended(StoredKey key, byte[] record) {}

  private final Map<StoredKey, byte[]> disk = new LinkedHashMap<>();
  private final List<Appended> pending = new ArrayList<>();
  private final List<Unsynced> unsynced = new ArrayList<>();

  /**
   * What the node has dropped though its removal couldn't be committed: to it, nothing is there.
   */
  private final Set<StoredKey> forgotten = new HashSet<>();

  private final int node;
  private final RecordWatch watch;
  private final Runnable scheduleCommit;
  private Mode mode = Mode.WORKING;
  private boolean isSyncPending;
  private boolean commitScheduled;
  private long lastTicket;
  private Map<StoredKey, byte[]> remembered = Map.of();
  private boolean lost;

  /**
   * @param node whose log it is
   * @param watch told of every change of the disk
   * @param scheduleCommit asks for one call of {@link #commit}, a moment from now
   */
  HeapRecordLog(int node, RecordWatch watch, Runnable scheduleCommit) {
    this.node = node;
    this.watch = watch;
    this.scheduleCommit = scheduleCommit;
  }

  /** Changes what the log does from now on. */
  public void mode(Mode mode) {
    this.mode = mode;
    if (mode == Mode.WORKING && !pending.isEmpty()) {
      requestCommit();
    }
  }

  Mode mode() {
    return mode;
  }

  @Override
  public long append(
      Change change,
      Durability durability,
      DirectBuffer storeKey,
      int storeKeyOffset,
      DirectBuffer record,
      int recordOffset,
      int length) {
    if (mode == Mode.FULL) {
      return FULL;
    }
    if (mode == Mode.NO_SPACE && change == Change.PUT) {
      return NO_SPACE;
    }
    byte[] bytes = new byte[length];
    record.getBytes(recordOffset, bytes);
    StoredKey key = StoredKey.read(storeKey, storeKeyOffset);
    pending.add(new Appended(key, change == Change.PUT ? bytes : null));
    isSyncPending |= durability == Durability.SYNCED;
    if (mode != Mode.HANGING) {
      requestCommit();
    }
    return ++lastTicket;
  }

  private void requestCommit() {
    if (!commitScheduled) {
      commitScheduled = true;
      scheduleCommit.run();
    }
  }

  boolean isCommitScheduled() {
    return commitScheduled;
  }

  /** Commits everything appended and answers the last ticket committed. */
  long commit() {
    pending.forEach(change -> apply(change.key(), change.record()));
    if (isSyncPending) {
      unsynced.clear();
    }
    forgetPending();
    return lastTicket;
  }

  /** Commits nothing and answers the last ticket whose entry is lost. */
  long fail() {
    pending.forEach(
        change -> {
          if (change.record() == null) {
            forgotten.add(change.key());
          }
        });
    forgetPending();
    return lastTicket;
  }

  private void forgetPending() {
    commitScheduled = false;
    isSyncPending = false;
    pending.clear();
  }

  private void apply(StoredKey key, byte[] record) {
    byte[] before = disk.get(key);
    change(key, record);
    if (unsynced.size() == UNSYNCED_MAX) {
      unsynced.remove(0);
    }
    unsynced.add(new Unsynced(key, before));
    boolean wasForgotten = forgotten.remove(key);
    if (before != null || record != null) {
      watch.onCommitted(node, key, before, record, wasForgotten);
    }
  }

  private void change(StoredKey key, byte[] record) {
    disk.remove(key);
    if (record != null) {
      disk.put(key, record);
    }
  }

  /** The sequence of a record, if it is synced: no loss of power takes it away. */
  long syncedSequence(StoredKey key) {
    long sequence = watch.sequence(disk.get(key));
    for (Unsynced change : unsynced) {
      if (change.key().equals(key)) {
        sequence = Math.min(sequence, watch.sequence(change.before()));
      }
    }
    return sequence;
  }

  /** The power is lost under a node that is down. */
  void losePower(SeededRandom random) {
    int lostCount = random.nextInt(unsynced.size() + 1);
    if (lostCount > 0 && random.nextInt(GAP_ONE_IN) == 0) {
      loseOne(unsynced.size() - lostCount);
    } else {
      for (; lostCount > 0; lostCount--) {
        undo(unsynced.remove(unsynced.size() - 1));
      }
    }
    unsynced.clear();
  }

  private void loseOne(int index) {
    Unsynced change = unsynced.get(index);
    boolean isLast =
        unsynced.subList(index + 1, unsynced.size()).stream()
            .noneMatch(later -> later.key().equals(change.key()));
    if (isLast) {
      undo(change);
    }
    lost = true;
  }

  private void undo(Unsynced change) {
    replace(change.key(), change.before());
  }

  /** The disk comes to hold something else, though nobody wrote it. */
  private void replace(StoredKey key, byte[] record) {
    byte[] before = disk.get(key);
    change(key, record);
    if (before != null || record != null) {
      watch.onLost(key, before, record);
    }
  }

  /** Remembers what the disk holds now, for {@link #lose} and {@link #restore}. */
  public void remember() {
    remembered = new LinkedHashMap<>(disk);
  }

  /** Takes away what was committed since {@link #remember}; the next start will notice. */
  public void lose() {
    restore();
    lost = true;
  }

  /** The same, as a restored backup does it: nothing tells the next start. */
  public void restore() {
    for (StoredKey key : List.copyOf(disk.keySet())) {
      replace(key, null);
    }
    remembered.forEach(this::replace);
    unsynced.clear();
  }

  /** Whether entries are missing, which is noticed once. */
  boolean pollLost() {
    boolean wasLost = lost;
    lost = false;
    return wasLost;
  }

  /** The node died: what wasn't committed is lost, tickets begin anew. */
  void crash() {
    forgetPending();
    forgotten.clear();
    lastTicket = 0;
  }

  /** The disk is lost too. */
  void wipe() {
    crash();
    for (StoredKey key : List.copyOf(disk.keySet())) {
      replace(key, null);
    }
    unsynced.clear();
    lost = false;
  }

  /** The committed records in the order of their last change. */
  Map<StoredKey, byte[]> disk() {
    return disk;
  }
}
