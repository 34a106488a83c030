package io.mcc.tools.process;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccClient.StoredRecord;
import io.mcc.http.client.MccException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many writers at once that note everything, until the node is gone or the load is stopped. Half of
 * the puts go to names that exist, a quarter of those to names that all writers share.
 */
final class WriteLoad implements AutoCloseable {
  private static final String CONTENT_TYPE = "application/octet-stream";
  private static final int SHARED_NAMES = 8;

  private final MccClient client;
  private final WriteNotes notes;
  private final Values values;
  private final AtomicLong writes;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong overwritten = new AtomicLong();
  private final Queue<MccException> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean endExpected;
  private volatile boolean stopping;

  /**
   * @param writes the number of the last write, of all loads of a proof
   */
  WriteLoad(MccClient client, WriteNotes notes, Values values, AtomicLong writes) {
    this.client = client;
    this.notes = notes;
    this.values = values;
    this.writes = writes;
  }

  /** Starts writers. */
  WriteLoad start(int count, long seed) {
    for (int index = 0; index < count; index++) {
      Random random = new Random(seed + index);
      threads.add(new Thread(() -> run(new Writer(random)), "writer-" + index));
    }
    threads.forEach(Thread::start);
    return this;
  }

  private void run(Writer writer) {
    try {
      while (!stopping) {
        writer.writeOne();
      }
    } catch (MccException e) {
      if (!endExpected) {
        failures.add(e);
      }
    }
  }

  /** Writes acknowledged so far. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** How many of them took the place of an earlier one. */
  long overwritten() {
    return overwritten.get();
  }

  /** From now on the node may vanish under the writers, who write on until it does. */
  void expectEnd() {
    endExpected = true;
  }

  /** A put of a name, noted before and after. */
  void put(String name) {
    long write = writes.incrementAndGet();
    Content content = new Content(CONTENT_TYPE, values.of(write));
    notes.putSent(name, write);
    StoredRecord stored = client.putMutable(name, content, null, Expectation.NONE);
    notes.putKnown(name, write, stored.sequence());
    acknowledged.incrementAndGet();
    if (!stored.created()) {
      overwritten.incrementAndGet();
    }
  }

  private void putImmutable() {
    long write = writes.incrementAndGet();
    Content content = new Content(CONTENT_TYPE, values.of(write));
    String key = client.putImmutable(content, null).key();
    // Before the answer nobody knows the key, so a lost answer is a record that nobody asks for.
    notes.putSent(key, write);
    notes.putKnown(key, write, 0);
    acknowledged.incrementAndGet();
  }

  private void delete(String name) {
    notes.deleteSent(name);
    client.delete(name, Expectation.NONE);
    notes.deleteKnown(name);
    acknowledged.incrementAndGet();
  }

  /** Waits for the writers; whatever failed before {@link #expectEnd} fails the proof. */
  @Override
  public void close() {
    join();
    if (!failures.isEmpty()) {
      throw new AssertionError("a write failed while the node ran", failures.peek());
    }
  }

  /** Lets the writers end their last write and waits for them. */
  void join() {
    stopping = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while the writers end", e);
    }
  }

  /** What one thread writes next. */
  private final class Writer {
    private final Random random;
    private final List<String> own = new ArrayList<>();

    private Writer(Random random) {
      this.random = random;
    }

    private void writeOne() {
      int percent = random.nextInt(100);
      if (percent < 12 || own.isEmpty() && percent >= 62) {
        put("shared-" + random.nextInt(SHARED_NAMES));
      } else if (percent < 50 && !own.isEmpty()) {
        put(own.get(random.nextInt(own.size())));
      } else if (percent < 90) {
        String name = "own-" + Long.toHexString(random.nextLong());
        put(name);
        own.add(name);
      } else if (percent < 95) {
        putImmutable();
      } else {
        String name = "gone-" + Long.toHexString(random.nextLong());
        put(name);
        delete(name);
      }
    }
  }
}
