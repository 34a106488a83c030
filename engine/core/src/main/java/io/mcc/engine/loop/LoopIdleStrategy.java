package io.mcc.engine.loop;

import java.util.function.LongSupplier;
import org.agrona.concurrent.IdleStrategy;

/**
 * What the loop does between turns without work: it spins for a while, then waits in the operating
 * system until a datagram, a {@link DatagramPort#wakeUp} or a deadline comes. A wait ends at once,
 * about 30 µs later than a spin would; but a loop that spins on a core that it shares with its
 * client starves it. Used by the loop's thread alone.
 */
public final class LoopIdleStrategy implements IdleStrategy {
  /** Never waits: the lowest latency, a whole core. */
  public static final long SPIN_FOREVER_NS = Long.MAX_VALUE;

  /** Spins about as long as a round trip on the same machine takes, then waits. */
  public static final long SPIN_BRIEFLY_NS = 30_000;

  /** Waits at once. */
  public static final long SPIN_NEVER_NS = 0;

  private final LongSupplier turnNs;
  private final LongSupplier waitNs;
  private final DatagramPort port;
  private final long spinNs;
  private long lastWorkNs = System.nanoTime();

  /**
   * @param turnNs when the loop's current turn began, by {@link System#nanoTime}
   * @param waitNs how long the loop may wait
   * @param spinNs how long to spin after the last work before waiting
   */
  public LoopIdleStrategy(
      LongSupplier turnNs, LongSupplier waitNs, DatagramPort port, long spinNs) {
    this.turnNs = turnNs;
    this.waitNs = waitNs;
    this.port = port;
    this.spinNs = spinNs;
  }

  @Override
  public void idle(int workCount) {
    if (workCount > 0) {
      lastWorkNs = turnNs.getAsLong();
    } else {
      idle();
    }
  }

  @Override
  public void idle() {
    if (turnNs.getAsLong() - lastWorkNs < spinNs) {
      Thread.onSpinWait();
    } else {
      port.await(waitNs.getAsLong());
    }
  }

  @Override
  public void reset() {
    lastWorkNs = turnNs.getAsLong();
  }
}
