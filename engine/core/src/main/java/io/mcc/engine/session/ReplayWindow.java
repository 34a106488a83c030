package io.mcc.engine.session;

import java.util.Arrays;

/**
 * Which packet numbers of a session were received: a ring of bits behind the highest one. Asked
 * before a packet is opened, moved only after it was: a forged number moves nothing. A number is
 * accepted once, if it lies at most 8,192 behind the highest. The ring begins with 128 numbers and
 * grows only when one that is still missing would fall out of it. Owned by the loop.
 *
 * <p>Source of the ring of words: RFC 6479.
 */
public final class ReplayWindow {
  /** Numbers behind the highest that can still be told apart. */
  static final int SPAN = 8_192;

  private static final int WORD_BITS = Long.SIZE;
  private static final int WORD_COUNT_MIN = 128 / WORD_BITS;
  private static final int WORD_COUNT_MAX = SPAN / WORD_BITS + 1;
  private static final long ALL_RECEIVED = -1L;

  private long[] words = new long[WORD_COUNT_MIN];

  /** One above the highest number accepted. */
  private long end;

  /** Whether a number is neither received before nor too old to know. */
  public boolean mayAccept(long packetNumber) {
    if (packetNumber >= end) {
      return true;
    }
    return packetNumber / WORD_BITS > lastWord() - words.length
        && (words[position(packetNumber / WORD_BITS)] & 1L << packetNumber) == 0;
  }

  /** Whether a number is the highest that was accepted. */
  boolean isHighest(long packetNumber) {
    return packetNumber == end - 1;
  }

  /** Marks a number as received: its packet was opened. */
  public void accept(long packetNumber) {
    if (packetNumber >= end) {
      advance(packetNumber);
    }
    words[position(packetNumber / WORD_BITS)] |= 1L << packetNumber;
  }

  private long lastWord() {
    return (end + WORD_BITS - 1) / WORD_BITS - 1;
  }

  private int position(long word) {
    return (int) (word % words.length);
  }

  private void advance(long packetNumber) {
    long newLastWord = packetNumber / WORD_BITS;
    while (words.length < WORD_COUNT_MAX && losesMissing(newLastWord)) {
      grow();
    }
    long firstNewWord = Math.max(lastWord() + 1, newLastWord - words.length + 1);
    for (long word = firstNewWord; word <= newLastWord; word++) {
      words[position(word)] = 0;
    }
    end = packetNumber + 1;
  }

  /** Whether moving on would drop a word that has a number missing. */
  private boolean losesMissing(long newLastWord) {
    long firstKeptWord = newLastWord - words.length + 1;
    if (firstKeptWord > lastWord() + 1) {
      return true;
    }
    for (long word = firstWord(); word < firstKeptWord; word++) {
      if (words[position(word)] != ALL_RECEIVED) {
        return true;
      }
    }
    return false;
  }

  private long firstWord() {
    return Math.max(0, lastWord() - words.length + 1);
  }

  private void grow() {
    long[] old = words;
    long firstWord = firstWord();
    words = new long[Math.min(WORD_COUNT_MAX, old.length * 2)];
    // What fell out of the smaller ring was complete: it stays received.
    Arrays.fill(words, ALL_RECEIVED);
    for (long word = firstWord; word <= lastWord(); word++) {
      words[position(word)] = old[(int) (word % old.length)];
    }
  }
}
