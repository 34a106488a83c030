package io.mcc.tools.node;

import io.mcc.tools.CommandException;
import io.mcc.tools.Ending;
import io.mcc.tools.log.LogService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops a node in order, within a bound. A launch that is under way is abandoned at its next step;
 * one that takes longer to get there is cut off, which is as safe as being killed: nothing was
 * promised to anybody yet.
 */
final class OrderlyStop implements Ending.Closing {
  /** Under the 5 s that are promised. What isn't closed by then is as safe as after a crash. */
  private static final long TIMEOUT_MS = 4_500;

  /** A node that has broken down is gone within a second: whoever watches starts it again. */
  private static final long BREAKDOWN_TIMEOUT_MS = 500;

  private final NodeProcess node;
  private final LogService log;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean outOfOrder;
  private volatile int asked;

  OrderlyStop(NodeProcess node, LogService log) {
    this.node = node;
    this.log = log;
  }

  @Override
  public int close(int exitCode) {
    asked = exitCode;
    node.abandon();
    Thread closer = new Thread(this::closeNode, "mcc-close");
    closer.setDaemon(true);
    closer.start();
    try {
      if (!closed.await(timeoutMs(), TimeUnit.MILLISECONDS) && isOrderExpected()) {
        System.err.println("mcc: the node didn't stop in order within " + TIMEOUT_MS + " ms");
        outOfOrder = true;
      }
    } catch (InterruptedException e) {
      outOfOrder = true;
    }
    log.close();
    return outOfOrder ? CommandException.FAILED : exitCode;
  }

  private long timeoutMs() {
    return node.isBrokenDown() ? BREAKDOWN_TIMEOUT_MS : TIMEOUT_MS;
  }

  private boolean isOrderExpected() {
    return node.isLaunched() && !node.isBrokenDown();
  }

  /** A node that ends by that very failure has said so. */
  private void sayUnlessKnown(CommandException failure) {
    if (asked == 0) {
      System.err.println("mcc: the node stopped out of order: " + failure.getMessage());
    }
    outOfOrder = true;
  }

  private void closeNode() {
    try {
      node.close();
    } catch (CommandException e) {
      sayUnlessKnown(e);
    } catch (RuntimeException | Error e) {
      System.err.println("mcc: the node stopped out of order: " + e);
      outOfOrder = true;
    } finally {
      closed.countDown();
    }
  }
}
