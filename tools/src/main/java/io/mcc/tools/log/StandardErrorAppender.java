package io.mcc.tools.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes log lines on a thread of its own, so that nobody who logs ever waits for a terminal or a
 * pipe. What doesn't fit into its queue is counted and said afterwards. Any thread appends.
 */
final class StandardErrorAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final int QUEUE_CAPACITY = 2_048;
  private static final long POLL_MS = 50;
  private static final long STOP_TIMEOUT_MS = 500;

  private final BlockingQueue<ILoggingEvent> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
  private final AtomicLong discarded = new AtomicLong();
  private final PrintStream out;
  private final String prefix;
  private final Thread writer = new Thread(this::write, "mcc-log");
  private volatile boolean stackTraces;
  private volatile boolean stopping;

  StandardErrorAppender(PrintStream out, String prefix) {
    this.out = out;
    this.prefix = prefix;
    setName("stderr");
  }

  void showsStackTraces(boolean stackTraces) {
    this.stackTraces = stackTraces;
  }

  @Override
  public void start() {
    writer.setDaemon(true);
    writer.start();
    super.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    if (!queue.offer(event)) {
      discarded.incrementAndGet();
    }
  }

  /** Lines that didn't fit and haven't been spoken of yet. */
  long discarded() {
    return discarded.get();
  }

  private void write() {
    try {
      while (!stopping || !queue.isEmpty()) {
        ILoggingEvent event = queue.poll(POLL_MS, TimeUnit.MILLISECONDS);
        if (event != null) {
          write(LogLine.of(event, prefix, stackTraces));
        }
        sayWhatWasDiscarded();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sayWhatWasDiscarded() {
    long count = discarded.getAndSet(0);
    if (count > 0) {
      write(count + " log lines were discarded: they came faster than standard error took them\n");
    }
  }

  private void write(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  @Override
  public void stop() {
    super.stop();
    stopping = true;
    try {
      writer.join(STOP_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
