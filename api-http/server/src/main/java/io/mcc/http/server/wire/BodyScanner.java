package io.mcc.http.server.wire;

/**
 * Finds the end of a request's body. One per connection, IO thread only. Chunk extensions and
 * trailers are refused: nobody needs them here, and they have hidden requests in others.
 */
final class BodyScanner {
  private enum State {
    /** Counting the bytes of a Content-Length. */
    FIXED,
    /** In a chunk's hexadecimal size. */
    SIZE,
    /** After the CR behind the size. */
    SIZE_FEED,
    /** Counting a chunk's bytes. */
    DATA,
    /** At the CR behind a chunk. */
    DATA_RETURN,
    /** At the LF behind a chunk. */
    DATA_FEED,
    /** At the CR behind the last, empty chunk. */
    LAST_RETURN,
    /** At the LF behind it. */
    LAST_FEED,
    /** Nothing more belongs to this request. */
    DONE
  }

  private static final int SIZE_DIGITS_MAX = 8;

  private State state = State.DONE;
  private long remaining;
  private int digitCount;
  private boolean failed;

  void begin(HeaderFacts facts) {
    failed = false;
    digitCount = 0;
    remaining = facts.length();
    if (facts.isChunked()) {
      state = State.SIZE;
    } else {
      state = remaining > 0 ? State.FIXED : State.DONE;
    }
  }

  boolean isDone() {
    return state == State.DONE;
  }

  boolean hasFailed() {
    return failed;
  }

  /** How many of the next bytes belong to the body whatever they are. */
  int uncheckedLength(int available) {
    boolean counting = state == State.FIXED || state == State.DATA;
    return counting ? (int) Math.min(remaining, available) : 0;
  }

  void onUnchecked(int length) {
    remaining -= length;
    if (remaining == 0) {
      state = state == State.FIXED ? State.DONE : State.DATA_RETURN;
    }
  }

  void onByte(byte octet) {
    switch (state) {
      case SIZE -> onSize(octet);
      case SIZE_FEED -> onSizeFeed(octet);
      case DATA_RETURN -> expect(octet, '\r', State.DATA_FEED);
      case DATA_FEED -> onDataFeed(octet);
      case LAST_RETURN -> expect(octet, '\r', State.LAST_FEED);
      case LAST_FEED -> expect(octet, '\n', State.DONE);
      default -> throw new IllegalStateException("no byte is checked in state " + state);
    }
  }

  private void onSize(byte octet) {
    int digit = Characters.hexDigit(octet & 0xff);
    if (octet == '\r' && digitCount > 0) {
      state = State.SIZE_FEED;
    } else if (digit < 0 || ++digitCount > SIZE_DIGITS_MAX) {
      failed = true;
    } else {
      remaining = remaining * 16 + digit;
    }
  }

  private void onSizeFeed(byte octet) {
    expect(octet, '\n', remaining == 0 ? State.LAST_RETURN : State.DATA);
  }

  private void onDataFeed(byte octet) {
    expect(octet, '\n', State.SIZE);
    digitCount = 0;
  }

  private void expect(byte octet, char expected, State next) {
    if (octet == expected) {
      state = next;
    } else {
      failed = true;
    }
  }
}
