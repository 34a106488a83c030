package io.mcc.engine.record.journal;

import static io.mcc.engine.record.RecordStore.STORE_KEY_LENGTH;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/**
 * The journal's own thread: takes what the loop has appended, writes it in groups, syncs a group
 * once where an entry of it asks for that, and tells the loop. A group is whatever has come while
 * the one before was written. Lives from {@link Journal#start} to {@link Journal#close}.
 */
final class JournalThread implements Runnable, ControlledMessageHandler {
  /** Set in the type of a message whose entry is to be synced; the rest is the change, plus 1. */
  static final int SYNCED_FLAG = 4;

  private static final long COMPLETION_RETRY_NS = 200_000;
  private static final long COMPACTION_POLL_NS = 10_000_000;

  private final OneToOneRingBuffer ring;
  private final CompletionRing completions;
  private final JournalFiles files;
  private final Runnable wakeLoop;
  private final Thread thread;
  private long lastTicket;
  private long completedTicket;
  private boolean groupSynced;

  private volatile boolean parked;
  private volatile boolean stopping;
  private volatile boolean doubtOver;
  private volatile String failure;
  private final CountDownLatch failed = new CountDownLatch(1);

  JournalThread(
      final OneToOneRingBuffer ring,
      final CompletionRing completions,
      final JournalFiles files,
      final Runnable wakeLoop) {
    this.ring = ring;
    this.completions = completions;
    this.files = files;
    this.wakeLoop = wakeLoop;
    this.thread = new Thread(this, "mcc-journal");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Called by the loop after an append, behind a full fence. */
  void wakeIfParked() {
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  /** What is in the files is no longer in doubt. */
  void forgetDoubt() {
    doubtOver = true;
    LockSupport.unpark(thread);
  }

  /** Asks for the end, and waits for it. */
  boolean stop(final long timeoutMs) throws InterruptedException {
    stopping = true;
    LockSupport.unpark(thread);
    thread.join(timeoutMs);
    return !thread.isAlive();
  }

  /** Waits until nothing is committed any more. */
  void awaitFailure() throws InterruptedException {
    failed.await();
  }

  /** Why nothing is committed any more, or null. */
  String failure() {
    return failure;
  }

  @Override
  public void run() {
    try {
      while (true) {
        final boolean lastRound = stopping;
        final boolean idle = !commitGroup();
        if (failure == null) {
          maintain();
        }
        if (idle && lastRound) {
          break;
        }
        if (idle) {
          park();
        }
      }
      files.close(failure == null);
    } catch (final IOException | RuntimeException | Error unexpected) {
      fail(unexpected);
      failRest();
    }
  }

  private void maintain() throws IOException {
    files.compactIfDue();
    if (doubtOver) {
      doubtOver = false;
      files.forgetDoubt();
    }
  }

  /** Without work; a loop that appends from here on sees {@code parked}, or its entry is seen. */
  private void park() {
    parked = true;
    if (ring.size() == 0 && !stopping && !doubtOver) {
      if (!completions.flush()) {
        wakeLoop();
        LockSupport.parkNanos(this, COMPLETION_RETRY_NS);
      } else if (files.isCompacting()) {
        LockSupport.parkNanos(this, COMPACTION_POLL_NS);
      } else {
        LockSupport.park(this);
      }
    }
    parked = false;
  }

  private boolean commitGroup() {
    groupSynced = false;
    ring.controlledRead(this);
    if (lastTicket == completedTicket) {
      return false;
    }
    complete(failure == null ? write() : CompletionRing.FAILED);
    return true;
  }

  @Override
  public Action onMessage(
      final int type, final MutableDirectBuffer buffer, final int index, final int length) {
    if (failure == null && !files.hasRoom()) {
      return Action.ABORT;
    }
    if (failure == null) {
      final byte change = (byte) ((type & ~SYNCED_FLAG) - 1);
      final int recordLength = length - STORE_KEY_LENGTH;
      files.stage(change, buffer, index, index + STORE_KEY_LENGTH, recordLength);
    }
    groupSynced |= (type & SYNCED_FLAG) != 0;
    lastTicket++;
    return Action.CONTINUE;
  }

  private int write() {
    try {
      if (!files.write()) {
        return CompletionRing.NO_SPACE;
      }
      if (groupSynced) {
        files.force();
      }
      return CompletionRing.COMMITTED;
    } catch (final IOException refused) {
      fail(refused);
      return CompletionRing.FAILED;
    }
  }

  private void complete(final int fate) {
    while (!completions.accepts(fate)) {
      wakeLoop();
      if (stopping) {
        // Nobody asks any more: the answers end here, in order.
        completedTicket = lastTicket;
        return;
      }
      LockSupport.parkNanos(this, COMPLETION_RETRY_NS);
    }
    completions.add(fate, completedTicket + 1, lastTicket);
    completedTicket = lastTicket;
    wakeLoop();
  }

  /** Not while stopping: the loop may be gone, and what it sleeps on closed. */
  private void wakeLoop() {
    if (!stopping) {
      wakeLoop.run();
    }
  }

  private void fail(final Throwable cause) {
    final String message = cause.getMessage();
    failure = message == null ? cause.getClass().getSimpleName() : message;
    failed.countDown();
  }

  private void failRest() {
    while (!stopping) {
      if (!commitGroup()) {
        park();
      }
    }
  }
}
