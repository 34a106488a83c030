package io.mcc.tools.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StandardErrorAppenderTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private static LoggingEvent event(String message, Throwable failure) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    LoggingEvent event =
        new LoggingEvent("x", context.getLogger("io.mcc.A"), Level.WARN, message, failure, null);
    event.setTimeStamp(0);
    return event;
  }

  private static StandardErrorAppender started(PrintStream out, String prefix) {
    StandardErrorAppender appender = new StandardErrorAppender(out, prefix);
    appender.setContext(new LoggerContext());
    appender.start();
    return appender;
  }

  private String written() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shouldWriteWhatWasQueuedBeforeItStops() {
    StandardErrorAppender appender = started(new PrintStream(written), "host");
    appender.doAppend(event("hello", null));
    appender.stop();
    assertThat(written()).isEqualTo("1970-01-01T00:00:00Z WARN  host A: hello\n");
  }

  @Test
  void shouldShowStackTracesOnlyWhenAsked() {
    IllegalStateException failure = new IllegalStateException("why");
    assertThat(LogLine.of(event("m", failure), null, false))
        .endsWith("A: m: IllegalStateException: why\n");
    assertThat(LogLine.of(event("m", failure), null, true)).contains("\tat ");
  }

  @Test
  void shouldKeepStrangersFromForgingLines() {
    assertThat(LogLine.of(event("a\nb\u001b[2Jc", null), null, false)).endsWith("A: a?b?[2Jc\n");
  }

  @Test
  void shouldDiscardAndCountRatherThanWait() {
    CountDownLatch blocked = new CountDownLatch(1);
    StandardErrorAppender appender =
        started(new PrintStream(new BlockedStream(blocked, written)), null);
    for (int i = 0; i < 10_000; i++) {
      appender.doAppend(event("m", null));
    }
    long discarded = appender.discarded();
    assertThat(discarded).isGreaterThanOrEqualTo(10_000 - 2_048 - 1);
    blocked.countDown();
    appender.stop();
    assertThat(written()).contains(discarded + " log lines were discarded");
  }

  /** A terminal that nobody reads until it is released. */
  private static final class BlockedStream extends OutputStream {
    private final CountDownLatch released;
    private final OutputStream target;

    BlockedStream(CountDownLatch released, OutputStream target) {
      this.released = released;
      this.target = target;
    }

    @Override
    public void write(int b) throws java.io.IOException {
      try {
        released.await();
        target.write(b);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
