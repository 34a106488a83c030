package io.mcc.tools.log;

import ch.qos.logback.classic.Level;
import java.util.Locale;

/** How much is logged. Its number is its ordinal. */
public enum LogLevel {
  /** Nothing. */
  OFF(Level.OFF, Level.OFF),
  /** Only the line that says why the process ends; that one is no business of a logger. */
  FATAL(Level.OFF, Level.OFF),
  /** What went wrong and needs someone. */
  ERROR(Level.ERROR, Level.ERROR),
  /** What looks wrong. */
  WARN(Level.WARN, Level.WARN),
  /** What an operator wants to know. */
  INFO(Level.INFO, Level.WARN),
  /** What a developer wants to know; stack traces too. */
  DEBUG(Level.DEBUG, Level.INFO),
  /** Everything. */
  TRACE(Level.TRACE, Level.DEBUG);

  private final Level own;
  private final Level libraries;

  LogLevel(Level own, Level libraries) {
    this.own = own;
    this.libraries = libraries;
  }

  /** Of a number or a name; null where it is neither. */
  public static LogLevel parse(String text) {
    for (LogLevel level : values()) {
      if (text.equals(String.valueOf(level.ordinal()))
          || text.equalsIgnoreCase(level.name().toLowerCase(Locale.ROOT))) {
        return level;
      }
    }
    return null;
  }

  Level own() {
    return own;
  }

  Level libraries() {
    return libraries;
  }

  /** Whether a failure comes with its stack trace. */
  public boolean showsStackTraces() {
    return compareTo(DEBUG) >= 0;
  }
}
