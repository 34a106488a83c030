package io.mcc.tools.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.time.Instant;

/** The form of a line in the log. Pure. */
final class LogLine {
  private LogLine() {}

  /**
   * One event as text that ends with a line feed.
   *
   * @param prefix a word before the component; null for none
   * @param stackTrace whether a failure comes with its stack trace
   */
  static String of(ILoggingEvent event, String prefix, boolean stackTrace) {
    StringBuilder line = new StringBuilder(160);
    line.append(Instant.ofEpochMilli(event.getTimeStamp())).append(' ');
    line.append(event.getLevel()).append(event.getLevel().levelStr.length() < 5 ? "  " : " ");
    if (prefix != null) {
      line.append(prefix).append(' ');
    }
    line.append(component(event.getLoggerName())).append(": ");
    appendVisible(line, event.getFormattedMessage());
    appendFailure(line, event.getThrowableProxy(), stackTrace);
    return line.append('\n').toString();
  }

  private static void appendFailure(
      StringBuilder line, IThrowableProxy failure, boolean stackTrace) {
    if (failure == null) {
      return;
    }
    if (stackTrace) {
      line.append('\n').append(ThrowableProxyUtil.asString(failure).stripTrailing());
    } else {
      line.append(": ").append(component(failure.getClassName())).append(": ");
      appendVisible(line, String.valueOf(failure.getMessage()));
    }
  }

  private static String component(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  /** What comes from strangers must neither forge lines nor steer a terminal. */
  private static void appendVisible(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      line.append(Character.isISOControl(character) ? '?' : character);
    }
  }
}
