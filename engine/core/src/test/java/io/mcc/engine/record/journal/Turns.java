package io.mcc.engine.record.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

/**
 * Has a second thread go on only when the first one, which made this, lets it, change by change: so
 * that a run of two threads is the same every time.
 */
final class Turns {
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

  private final Thread first = Thread.currentThread();
  private Thread second;
  private boolean waiting;
  private boolean allowed;

  /**
   * The second thread is about to change something: it waits for its turn.
   *
   * @return whether this is the second thread
   */
  synchronized boolean await() {
    if (Thread.currentThread() == first) {
      return false;
    }
    second = Thread.currentThread();
    waiting = true;
    notifyAll();
    while (!allowed) {
      waitFor(1_000);
    }
    allowed = false;
    waiting = false;
    return true;
  }

  /** A second thread has been started: waits until it stands before its first change. */
  synchronized void begin() {
    awaitRest(false);
  }

  /**
   * Lets the second thread make its next change and come to rest before the one after.
   *
   * @return false where it has ended
   */
  synchronized boolean let() {
    if (!isWaiting()) {
      return false;
    }
    allowed = true;
    notifyAll();
    waiting = false;
    awaitRest(true);
    return true;
  }

  /** Whether a second thread stands before a change. */
  synchronized boolean isWaiting() {
    return waiting && second.isAlive();
  }

  private void awaitRest(final boolean mayEnd) {
    final long deadlineNs = System.nanoTime() + PATIENCE_NS;
    while (!waiting && !(mayEnd && !second.isAlive())) {
      waitFor(1);
      assertThat(System.nanoTime()).as("the other thread goes on").isLessThan(deadlineNs);
    }
  }

  private void waitFor(final long timeoutMs) {
    try {
      wait(timeoutMs);
    } catch (final InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
