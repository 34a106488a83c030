package io.mcc.engine.loop;

import io.mcc.engine.node.Node;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets the node stop in order while the loop still turns: closed by whoever stops the engine, which
 * waits, within a bound, until the node has handed over its records and taken its leave. To be
 * closed before the loop is; polled by the loop.
 */
public final class LoopStop implements InputSource, AutoCloseable {
  private final long timeoutNs;
  private final Runnable wakeLoop;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean isRequested;
  private boolean begun;

  /**
   * @param timeoutNs after which the waiting ends, whatever the node is at
   */
  public LoopStop(long timeoutNs, Runnable wakeLoop) {
    this.timeoutNs = timeoutNs;
    this.wakeLoop = wakeLoop;
  }

  @Override
  public boolean poll(Node node, long nowNs, long epochMs) {
    boolean begins = isRequested && !begun;
    if (begins) {
      begun = true;
      node.beginStop(nowNs, epochMs);
    }
    if (begun && node.stopped()) {
      stopped.countDown();
    }
    return begins;
  }

  /** There is no order left to stop in: nobody waits from now on. Any thread. */
  public void giveUp() {
    stopped.countDown();
  }

  /** Returns once the node has stopped, or the time is up. */
  @Override
  public void close() {
    isRequested = true;
    wakeLoop.run();
    try {
      stopped.await(timeoutNs, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
