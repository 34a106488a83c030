package io.mcc.tools.node;

import io.mcc.tools.CommandException;
import io.mcc.tools.log.LogService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The JVM's shutdown hook: stops the node in order, within a bound, and ends the process with the
 * right exit code; the JVM's own would be that of a process killed by a signal.
 */
final class OrderlyStop implements Runnable {
  /** Under the 5 s that are promised. What isn't closed by then is as safe as after a crash. */
  private static final long TIMEOUT_MS = 4_500;

  private final NodeProcess node;
  private final LogService log;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile int exitCode;

  OrderlyStop(NodeProcess node, LogService log) {
    this.node = node;
    this.log = log;
  }

  /** Makes the process end with a failure's exit code, and returns the failure. */
  CommandException failing(CommandException failure, boolean stackTrace) {
    exitCode = failure.exitCode();
    if (stackTrace && failure.getCause() != null) {
      failure.getCause().printStackTrace(System.err);
    }
    return failure;
  }

  @Override
  public void run() {
    Thread closer = new Thread(this::close, "mcc-close");
    closer.setDaemon(true);
    closer.start();
    try {
      if (!closed.await(TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        System.err.println("mcc: the node didn't stop in order within " + TIMEOUT_MS + " ms");
        exitCode = CommandException.FAILED;
      }
    } catch (InterruptedException e) {
      exitCode = CommandException.FAILED;
    }
    log.close();
    Runtime.getRuntime().halt(exitCode);
  }

  private void close() {
    try {
      node.close();
    } catch (RuntimeException | Error e) {
      System.err.println("mcc: the node stopped out of order: " + e);
      exitCode = CommandException.FAILED;
    } finally {
      closed.countDown();
    }
  }
}
