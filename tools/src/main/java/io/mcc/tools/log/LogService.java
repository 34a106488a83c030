package io.mcc.tools.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/**
 * Logging to standard error, set up in code. One per process; lives as long as the node. The level
 * may be changed by any thread.
 */
public final class LogService implements AutoCloseable {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final StandardErrorAppender appender;

  /**
   * Starts logging.
   *
   * @param prefix a word before each line's component; null for none
   */
  public LogService(LogLevel level, String prefix) {
    appender = new StandardErrorAppender(System.err, prefix);
    appender.setContext(context);
    appender.start();
    root().addAppender(appender);
    level(level);
  }

  /** Changes what is logged from now on. */
  public void level(LogLevel level) {
    appender.showsStackTraces(level.showsStackTraces());
    root().setLevel(level.libraries());
    context.getLogger("io.mcc").setLevel(level.own());
  }

  private Logger root() {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** Writes what is queued and stops. */
  @Override
  public void close() {
    root().detachAppender(appender);
    appender.stop();
  }
}
