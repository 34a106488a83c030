package io.mcc.sim;

import io.mcc.engine.record.RecordLog;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * A record log whose disk is a map that outlives its node: it commits a virtual moment after the
 * append, and can be told to refuse or to fail. A crash loses what wasn't committed.
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

  private final Map<StoredKey, byte[]> disk = new LinkedHashMap<>();
  private final Map<StoredKey, byte[]> pending = new LinkedHashMap<>();
  private final Runnable scheduleCommit;
  private Mode mode = Mode.WORKING;
  private boolean commitScheduled;
  private long lastTicket;
  private Map<StoredKey, byte[]> remembered = Map.of();
  private boolean lost;

  /**
   * @param scheduleCommit asks for one call of {@link #commit}, a moment from now
   */
  HeapRecordLog(Runnable scheduleCommit) {
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
    pending.remove(key);
    pending.put(key, change == Change.PUT ? bytes : null);
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
    commitScheduled = false;
    pending.forEach(this::apply);
    pending.clear();
    return lastTicket;
  }

  /** Commits nothing and answers the last ticket whose entry is lost. */
  long fail() {
    commitScheduled = false;
    pending.clear();
    return lastTicket;
  }

  private void apply(StoredKey key, byte[] record) {
    disk.remove(key);
    if (record != null) {
      disk.put(key, record);
    }
  }

  /** Remembers what the disk holds now, for {@link #lose}. */
  public void remember() {
    remembered = new LinkedHashMap<>(disk);
  }

  /** Takes away what was committed since {@link #remember}; the next start will notice. */
  public void lose() {
    disk.clear();
    disk.putAll(remembered);
    lost = true;
  }

  /** Whether entries are missing, which is noticed once. */
  boolean pollLost() {
    boolean wasLost = lost;
    lost = false;
    return wasLost;
  }

  /** The node died: what wasn't committed is lost, tickets begin anew. */
  void crash() {
    pending.clear();
    commitScheduled = false;
    lastTicket = 0;
  }

  /** The disk is lost too. */
  void wipe() {
    crash();
    disk.clear();
  }

  /** The committed records in the order of their last change. */
  Map<StoredKey, byte[]> disk() {
    return disk;
  }
}
