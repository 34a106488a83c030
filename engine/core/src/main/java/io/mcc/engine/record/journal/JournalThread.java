package io.mcc.engine.record.journal;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * The journal's own thread: has a {@link JournalWriter} work while there is work, and sleeps else.
 * Lives from {@link Journal#start} to {@link Journal#close}.
 */
final class JournalThread implements Runnable {
  /** How often it looks whether the folder is still there. */
  static final long LOOK_INTERVAL_NS = 10_000_000_000L;

  private final JournalWriter writer;
  private final Thread thread;
  private volatile boolean parked;
  private long lookedNs = System.nanoTime();

  JournalThread(final JournalWriter writer) {
    this.writer = writer;
    this.thread = new Thread(this, "mcc-journal");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Called by the loop after an append, behind a full fence. */
  void wakeIfParked() {
    if (parked) {
      wake();
    }
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  /** Waits for the end that the writer was asked for. */
  boolean join(final long timeoutMs) throws InterruptedException {
    wake();
    thread.join(timeoutMs);
    return !thread.isAlive();
  }

  @Override
  public void run() {
    try {
      while (true) {
        final boolean lastRound = writer.isStopping();
        final boolean idle = !writer.doWork();
        lookIfDue();
        if (idle && lastRound) {
          break;
        }
        if (idle) {
          park();
        }
      }
      writer.close();
    } catch (final IOException | RuntimeException | Error unexpected) {
      writer.fail(unexpected);
      failRest();
    }
  }

  private void lookIfDue() {
    final long nowNs = System.nanoTime();
    if (nowNs - lookedNs >= LOOK_INTERVAL_NS) {
      lookedNs = nowNs;
      writer.look();
    }
  }

  /** Without work; a loop that appends from here on sees {@code parked}, or its entry is seen. */
  private void park() {
    parked = true;
    if (!writer.hasWork()) {
      LockSupport.parkNanos(this, Math.min(writer.restNs(), LOOK_INTERVAL_NS));
    }
    parked = false;
  }

  private void failRest() {
    while (!writer.isStopping()) {
      if (!writer.answerFailure()) {
        park();
      }
    }
  }
}
