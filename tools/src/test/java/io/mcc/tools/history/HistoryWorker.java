package io.mcc.tools.history;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Uses the network until it is told to stop: writes names of one owner, beside another worker of
 * the same owner, and reads everybody's anywhere.
 */
final class HistoryWorker extends Thread {
  private static final int READ_PERCENT = 50;
  private static final int CONDITION_PERCENT = 50;
  private static final int DELETE_PERCENT = 4;

  private final List<HistoryNode> nodes;
  private final List<OwnNames> allNames;
  private final OwnNames names;
  private final HistoryClient own;
  private final List<HistoryClient> clients;
  private final AtomicLong writes;
  private final long pauseNs;
  private final SplittableRandom random;
  private volatile boolean stopping;

  /** The names of one owner as its workers know them; shared by them. */
  static final class OwnNames {
    static final int COUNT = 5;

    private final String[] tags = new String[COUNT];
    private final int[] generations = new int[COUNT];

    synchronized String name(int slot) {
      return "name-" + slot + "-" + generations[slot];
    }

    synchronized String tag(int slot) {
      return tags[slot];
    }

    synchronized void put(int slot, String name, String tag) {
      if (name.equals(name(slot))) {
        tags[slot] = tag;
      }
    }

    /** Nobody writes the name of a slot any more; another one takes its place. */
    synchronized String retire(int slot) {
      String name = name(slot);
      generations[slot]++;
      tags[slot] = null;
      return name;
    }
  }

  HistoryWorker(
      HistoryNode owner,
      List<HistoryNode> nodes,
      List<OwnNames> names,
      History history,
      AtomicLong writes,
      long pauseNs,
      long seed) {
    super("history-" + owner.index());
    this.nodes = nodes;
    this.names = names.get(owner.index());
    this.writes = writes;
    this.pauseNs = pauseNs;
    allNames = names;
    own = new HistoryClient(owner, history);
    clients = nodes.stream().map(node -> new HistoryClient(node, history)).toList();
    random = new SplittableRandom(seed);
  }

  void end() {
    stopping = true;
  }

  @Override
  public void run() {
    while (!stopping) {
      if (random.nextInt(100) < READ_PERCENT) {
        read();
      } else {
        write(random.nextInt(OwnNames.COUNT));
      }
      LockSupport.parkNanos(pauseNs / 2 + random.nextInt((int) pauseNs));
    }
  }

  private void read() {
    HistoryNode of = nodes.get(random.nextInt(nodes.size()));
    String name = allNames.get(of.index()).name(random.nextInt(OwnNames.COUNT));
    clients.get(random.nextInt(clients.size())).read(of.id() + "/" + name);
  }

  private void write(int slot) {
    String tag = names.tag(slot);
    if (tag != null && random.nextInt(100) < DELETE_PERCENT) {
      own.delete(names.retire(slot));
      return;
    }
    String name = names.name(slot);
    boolean isConditional = tag != null && random.nextInt(100) < CONDITION_PERCENT;
    String newTag = own.put(name, writes.incrementAndGet(), isConditional ? tag : null);
    if (newTag != null) {
      names.put(slot, name, newTag);
    }
  }
}
