package io.mcc.tools.process;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Works with one node at a steady pace: reads anybody's names, and now and then puts or deletes one
 * of its own, which no other worker writes. While the node is away, it waits. One thread each.
 */
final class SoakWorker extends Thread {
  private static final String CONTENT_TYPE = "application/octet-stream";
  private static final int WRITE_ONE_OF = 6;
  private static final int DELETE_ONE_OF = 20;

  /** Below the 100 writes a minute that other nodes grant a publisher, refreshes included. */
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(160);

  /** What all workers count together. */
  static final class Tally {
    final AtomicLong writes = new AtomicLong();
    final AtomicLong acknowledged = new AtomicLong();
    final AtomicLong reads = new AtomicLong();
    final AtomicLong failedWrites = new AtomicLong();
    final AtomicLong failedReads = new AtomicLong();
    final AtomicLong wrongReads = new AtomicLong();
    final Queue<String> first = new ConcurrentLinkedQueue<>();
    volatile boolean stopping;

    void onFailure(AtomicLong counter, String what) {
      counter.incrementAndGet();
      if (first.size() < 20) {
        first.add(what);
      }
    }

    @Override
    public String toString() {
      return String.format(
          "%d writes acknowledged, %d not, %d reads, %d failed, %d of what should not be there",
          acknowledged.get(), failedWrites.get(), reads.get(), failedReads.get(), wrongReads.get());
    }
  }

  private final List<SoakName> names = new ArrayList<>();
  private final SoakNode node;
  private final String ownerId;
  private final Values values;
  private final Tally tally;
  private final Random random;
  private List<SoakWorker> workers = List.of(this);
  private volatile boolean hasPutAll;

  SoakWorker(SoakNode node, int nameCount, Values values, Tally tally, long seed) {
    super("soak-" + node.index());
    this.node = node;
    this.values = values;
    this.tally = tally;
    ownerId = node.nodeId();
    random = new Random(seed + node.index());
    for (int i = 0; i < nameCount; i++) {
      names.add(new SoakName("n" + i));
    }
  }

  /** Whose names to read; before the start. */
  void workers(List<SoakWorker> all) {
    workers = all;
  }

  /** Whether each name has been put once. */
  boolean hasPutAll() {
    return hasPutAll;
  }

  /** Puts each name once, at the pace of the rest. */
  @Override
  public void run() {
    for (SoakName name : names) {
      step(() -> put(name));
    }
    hasPutAll = true;
    while (!tally.stopping) {
      step(this::work);
    }
  }

  private void step(Runnable work) {
    if (!tally.stopping && node.client() != null) {
      work.run();
    }
    LockSupport.parkNanos(PAUSE_NS + random.nextInt((int) PAUSE_NS / 4));
  }

  private void work() {
    SoakName name = names.get(random.nextInt(names.size()));
    if (random.nextInt(WRITE_ONE_OF) != 0) {
      SoakWorker owner = workers.get(random.nextInt(workers.size()));
      owner.read(owner.names.get(random.nextInt(owner.names.size())), node);
    } else if (name.isPresent() && random.nextInt(DELETE_ONE_OF) == 0) {
      delete(name);
    } else {
      put(name);
    }
  }

  private void put(SoakName name) {
    long write = tally.writes.incrementAndGet();
    Content content = new Content(CONTENT_TYPE, values.of(write));
    write(name, write, client -> client.putMutable(name.name(), content, null, Expectation.NONE));
  }

  private void delete(SoakName name) {
    write(name, SoakName.ABSENT, client -> client.delete(name.name(), Expectation.NONE));
  }

  private interface Call {
    void to(MccClient client);
  }

  private void write(SoakName name, long write, Call call) {
    MccClient client = node.client();
    if (client == null) {
      return;
    }
    name.onSent(write);
    try {
      call.to(client);
      name.onAcknowledged(write);
      tally.acknowledged.incrementAndGet();
    } catch (MccException e) {
      if (node.client() == client) {
        tally.onFailure(tally.failedWrites, getName() + " " + name.name() + ": " + e.getMessage());
      }
    }
  }

  /** Reads one of this worker's names at a node, and judges what was found. */
  private void read(SoakName name, SoakNode reader) {
    MccClient client = reader.client();
    if (client == null) {
      return;
    }
    SoakName.Knowledge before = name.knowledge();
    try {
      long write = find(client, name);
      tally.reads.incrementAndGet();
      if (!name.mayRead(write, before)) {
        tally.onFailure(
            tally.wrongReads,
            getName() + " " + name.name() + " at " + reader.index() + ": " + write + " " + before);
      }
    } catch (MccException e) {
      if (reader.client() == client) {
        tally.onFailure(tally.failedReads, getName() + " at " + reader.index() + ": " + e);
      }
    }
  }

  private long find(MccClient client, SoakName name) {
    try {
      return values.writeOf(client.get(ownerId, name.name()).content().value());
    } catch (MccException e) {
      if (e.isNotFound()) {
        return SoakName.ABSENT;
      }
      throw e;
    }
  }

  /**
   * How many of this worker's names can't be read at a node as they should be; when all is still.
   */
  long countWrong(SoakNode reader) {
    return names.stream()
        .filter(name -> !name.mayRead(find(reader.client(), name), name.knowledge()))
        .count();
  }

  int nameCount() {
    return names.size();
  }
}
