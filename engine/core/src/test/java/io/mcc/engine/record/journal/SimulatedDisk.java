package io.mcc.engine.record.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A folder's disk in memory. What was synced is safe. When the power goes, anything may have become
 * of the rest: contents sector by sector, lengths, and names, each change of which happened as a
 * whole or not at all, those of different names in any order. Changes are counted and may be made
 * to fail.
 *
 * <p>One thread at a time works with it; where there are two, {@link Turns} says which.
 */
final class SimulatedDisk {
  /** What is done to the disk. */
  enum Action {
    /** Bytes are read. */
    READ,
    /** Bytes are written. */
    WRITE,
    /** A file is cut off. */
    TRUNCATE,
    /** A file's bytes are synced. */
    FORCE,
    /** A file comes to be. */
    CREATE,
    /** A file gets another name. */
    MOVE,
    /** A file is deleted. */
    DELETE,
    /** The folder's names are synced. */
    SYNC
  }

  /** Decides whether something fails. */
  interface Fault {
    /**
     * To be thrown, or null.
     *
     * @param number of the change, from 1; of the read where it is one
     */
    String message(Action action, int number);
  }

  private final Map<String, SimulatedFile> names = new TreeMap<>();
  private final Map<String, SimulatedFile> syncedNames = new TreeMap<>();

  /** Changes of names that haven't been synced, each done as a whole; null: the name is gone. */
  private final List<Map<String, SimulatedFile>> unsynced = new ArrayList<>();

  private byte[] stale = {};
  private Fault fault = (action, number) -> null;
  private Runnable afterChange = () -> {};
  private Turns turns;
  private int changeCount;
  private int readCount;
  private boolean isFull;

  /** Has something fail from now on. */
  void fault(final Fault newFault) {
    fault = newFault;
  }

  /** Has something called after every change, and after every one that failed. */
  void afterChange(final Runnable runnable) {
    afterChange = runnable;
  }

  /** Has all threads but the present one change the disk only when it is their turn. */
  Turns takeTurns() {
    turns = new Turns();
    return turns;
  }

  int changeCount() {
    return changeCount;
  }

  int readCount() {
    return readCount;
  }

  /** Whether the last fault was for want of space. */
  boolean isFull() {
    return isFull;
  }

  /** Does something to the disk, or fails to. */
  void change(final Action action, final Runnable change) throws IOException {
    change(action, change, () -> {});
  }

  /**
   * Does something to the disk.
   *
   * @param failing what is done where it fails
   */
  void change(final Action action, final Runnable change, final Runnable failing)
      throws IOException {
    final boolean isForeign = turns != null && turns.await();
    final String message = fault.message(action, ++changeCount);
    isFull = message != null && message.contains("space");
    if (message == null) {
      change.run();
    } else {
      failing.run();
    }
    if (!isForeign) {
      afterChange.run();
    }
    if (message != null) {
      throw new IOException(message);
    }
  }

  void beforeRead() throws IOException {
    final String message = fault.message(Action.READ, ++readCount);
    if (message != null) {
      throw new IOException(message);
    }
  }

  boolean exists(final String name) {
    return names.containsKey(name);
  }

  List<String> names() {
    return List.copyOf(names.keySet());
  }

  SimulatedFile file(final String name) throws IOException {
    final SimulatedFile file = names.get(name);
    if (file == null) {
      throw new NoSuchFileException(name);
    }
    return file;
  }

  SimulatedFile create(final String name) throws IOException {
    if (exists(name)) {
      throw new IOException(name + " is there already");
    }
    final SimulatedFile file = new SimulatedFile(new byte[0]);
    change(Action.CREATE, () -> rename(changeOf(name, file)));
    return file;
  }

  void move(final String from, final String to) throws IOException {
    final Map<String, SimulatedFile> both = changeOf(to, file(from));
    both.put(from, null);
    change(Action.MOVE, () -> rename(both));
  }

  void delete(final String name) throws IOException {
    if (exists(name)) {
      stale = file(name).content();
      change(Action.DELETE, () -> rename(changeOf(name, null)));
    }
  }

  void sync() throws IOException {
    change(
        Action.SYNC,
        () -> {
          syncedNames.clear();
          syncedNames.putAll(names);
          unsynced.clear();
        });
  }

  private static Map<String, SimulatedFile> changeOf(final String name, final SimulatedFile file) {
    final Map<String, SimulatedFile> change = new HashMap<>();
    change.put(name, file);
    return change;
  }

  private void rename(final Map<String, SimulatedFile> change) {
    unsynced.add(change);
    apply(change, names);
  }

  private static void apply(
      final Map<String, SimulatedFile> change, final Map<String, SimulatedFile> to) {
    change.forEach(
        (name, file) -> {
          if (file == null) {
            to.remove(name);
          } else {
            to.put(name, file);
          }
        });
  }

  /** The disk as it is when the process is killed: nothing is lost. */
  SimulatedDisk afterKill() {
    return copy(names, SimulatedFile::whole);
  }

  /** The disk as it may be after the power was lost. */
  SimulatedDisk afterPowerLoss(final Random random) {
    final Map<String, SimulatedFile> left = new TreeMap<>(syncedNames);
    final Set<String> lost = new HashSet<>();
    final int keptOfEight = 4 * random.nextInt(3);
    for (final Map<String, SimulatedFile> change : unsynced) {
      // What came later to the same name can't have happened without it.
      final boolean hangs = change.keySet().stream().anyMatch(lost::contains);
      if (hangs || random.nextInt(8) >= keptOfEight) {
        lost.addAll(change.keySet());
      } else {
        apply(change, left);
      }
    }
    return copy(left, file -> file.afterPowerLoss(random, stale));
  }

  private SimulatedDisk copy(
      final Map<String, SimulatedFile> from, final UnaryOperator<SimulatedFile> copying) {
    final SimulatedDisk copy = new SimulatedDisk();
    final Map<SimulatedFile, SimulatedFile> copies = new IdentityHashMap<>();
    from.forEach((name, file) -> copy.names.put(name, copies.computeIfAbsent(file, copying)));
    copy.syncedNames.putAll(copy.names);
    copy.stale = stale;
    return copy;
  }
}
