package io.mcc.engine.control;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;

/**
 * The way out for outcomes: the loop offers, one relay thread completes the futures. What is in it
 * is bounded by the {@link CommandGate}. The relay thread runs the callers' continuations, so that
 * they never run on the loop.
 */
public final class CompletionQueue implements AutoCloseable {
  /** Work besides is looked at so often, whether it is due or not. */
  private static final long PARK_NS = 1_000_000_000L;

  private final ManyToOneConcurrentLinkedQueue<PendingCommand> queue =
      new ManyToOneConcurrentLinkedQueue<>();
  private final Thread relay;
  private final Consumer<Throwable> onBreakdown;
  private RelayWork besides = RelayWork.NONE;
  private volatile boolean parked;
  private volatile boolean running = true;

  public CompletionQueue(String threadName) {
    this(threadName, error -> {});
  }

  /**
   * @param onBreakdown called on the relay thread with an error of the JVM that hit it; it goes on
   *     completing futures
   */
  public CompletionQueue(String threadName, Consumer<Throwable> onBreakdown) {
    this.onBreakdown = onBreakdown;
    relay = new Thread(this::relay, threadName);
    relay.setDaemon(true);
  }

  /** Starts the relay thread. */
  public void start() {
    start(RelayWork.NONE);
  }

  /** Starts the relay thread, which has other work besides. */
  public void start(RelayWork besides) {
    this.besides = besides;
    relay.start();
  }

  void offer(PendingCommand pending) {
    queue.offer(pending);
    wake();
  }

  /** Lets the relay thread look at its work. Any thread. */
  public void wake() {
    if (parked) {
      LockSupport.unpark(relay);
    }
  }

  private void relay() {
    while (running || isAnythingDue()) {
      try {
        if (!work()) {
          park();
        }
      } catch (Error e) {
        onBreakdown.accept(e);
      }
    }
  }

  /** What callers' continuations throw stays in their futures: an error here is the JVM's. */
  private boolean work() {
    PendingCommand pending = queue.poll();
    if (pending != null) {
      pending.future.complete(pending.outcome);
    }
    besides.work();
    return pending != null;
  }

  private void park() {
    parked = true;
    // Looked at once more: an offer between the empty poll and the flag would else be slept over.
    if (running && !isAnythingDue()) {
      LockSupport.parkNanos(this, PARK_NS);
    }
    parked = false;
  }

  private boolean isAnythingDue() {
    return !queue.isEmpty() || besides.isDue();
  }

  /** Completes what is queued and ends the relay thread. */
  @Override
  public void close() {
    running = false;
    LockSupport.unpark(relay);
    try {
      relay.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
