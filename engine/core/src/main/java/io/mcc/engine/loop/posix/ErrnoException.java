package io.mcc.engine.loop.posix;

import java.io.IOException;

/**
 * An error of the operating system by its number. Made once a number and thrown again and again: it
 * has no stack trace, and a peer that provokes errors allocates nothing.
 */
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int NUMBER_MAX = 256;
  private static final ErrnoException[] KNOWN = new ErrnoException[NUMBER_MAX];

  private final int errno;

  private ErrnoException(int errno) {
    super(text(errno));
    this.errno = errno;
  }

  /** The error of a number. Two threads may get two of them: they are the same to whoever reads. */
  static ErrnoException of(int errno) {
    int index = errno & NUMBER_MAX - 1;
    ErrnoException known = KNOWN[index];
    if (known == null || known.errno != errno) {
      known = new ErrnoException(errno);
      KNOWN[index] = known;
    }
    return known;
  }

  /** The number, as {@code errno(3)} has it. */
  public int errno() {
    return errno;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** As {@code strerror(3)} says it, for what sockets run into; errno.h of Linux. */
  private static String text(int errno) {
    return switch (errno) {
      case 1 -> "Operation not permitted";
      case 9 -> "Bad file descriptor";
      case 12 -> "Cannot allocate memory";
      case 13 -> "Permission denied";
      case 19 -> "No such device";
      case 22 -> "Invalid argument";
      case 90 -> "Message too long";
      case 97 -> "Address family not supported by protocol";
      case 99 -> "Cannot assign requested address";
      case 100 -> "Network is down";
      case 101 -> "Network is unreachable";
      case 105 -> "No buffer space available";
      case 111 -> "Connection refused";
      case 113 -> "No route to host";
      default -> "Error " + errno;
    };
  }
}
