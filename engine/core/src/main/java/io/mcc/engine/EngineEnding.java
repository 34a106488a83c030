package io.mcc.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an engine ends: what was opened is closed, the last first. One that can't go on ends itself,
 * on a thread made for it, because none of the engine's own could wait for the others. The first
 * reason counts. Any thread.
 */
final class EngineEnding {
  private static final Logger LOG = LoggerFactory.getLogger(EngineEnding.class);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Object closing = new Object();
  private final CountDownLatch failed = new CountDownLatch(1);
  private Consumer<String> lastWords = reason -> {};
  private EngineFailure failure;

  /** Has a resource closed at the end. */
  synchronized <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  /**
   * Says who makes the loop stand still and answers every command, now and later, before anything
   * is closed in an engine that has broken down.
   *
   * @param lastWords takes the reason
   */
  synchronized void onBreakdown(Consumer<String> lastWords) {
    this.lastWords = lastWords;
  }

  /** The disk has failed: whoever waits is told, and the engine goes on without writing. */
  void diskFailed(Throwable cause) {
    tell(EngineFailure.of(EngineFailure.Kind.DISK, cause));
  }

  /** A thread of the engine was hit by an error of the JVM: the engine ends itself. */
  void breakDown(Throwable cause) {
    EngineFailure breakdown = EngineFailure.of(EngineFailure.Kind.BREAKDOWN, cause);
    if (tell(breakdown)) {
      LOG.debug("the engine ends itself", cause);
      Thread ender = new Thread(() -> end(breakdown.reason()), "mcc-end");
      ender.setDaemon(true);
      ender.start();
    }
  }

  /** Whether this was news: a disk that failed keeps nobody from breaking down. */
  private synchronized boolean tell(EngineFailure news) {
    boolean isNews = failure == null || failure.kind() == EngineFailure.Kind.DISK;
    failure = isNews ? news : failure;
    failed.countDown();
    return isNews;
  }

  private void end(String reason) {
    consumer().accept(reason);
    close();
  }

  private synchronized Consumer<String> consumer() {
    return lastWords;
  }

  /** Waits until the engine can't go on, and tells why. */
  EngineFailure await() throws InterruptedException {
    failed.await();
    synchronized (this) {
      return failure;
    }
  }

  /**
   * Closes what was opened, the last first; one that fails doesn't keep the others open. Returns
   * once all is closed, by whomever.
   *
   * @return whether this call closed anything
   */
  boolean close() {
    synchronized (closing) {
      AutoCloseable first = poll();
      for (AutoCloseable resource = first; resource != null; resource = poll()) {
        close(resource);
      }
      return first != null;
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception | Error e) {
      LOG.warn("closing {} failed", resource.getClass().getSimpleName(), e);
    }
  }

  private synchronized AutoCloseable poll() {
    return opened.poll();
  }
}
