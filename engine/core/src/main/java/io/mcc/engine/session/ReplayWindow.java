package io.mcc.engine.session;

import java.util.Arrays;

/**
 * Which packet numbers of a session were received: a ring of bits behind the highest one. Asked
 * before a packet is opened, moved only after it was: a forged number moves nothing. A number is
 * accepted once, if it lies at most 8,192 behind the highest. The ring begins with 128 numbers, in
 * two fields, and grows only when one that is still missing would fall out of it. Owned by the
 * loop.
 *
 * <p>Source of the ring of words: RFC 6479.
 */
public final class ReplayWindow {
  /** Numbers behind the highest that can still be told apart. */
  static final int SPAN = 8_192;

  private static final int WORD_BITS = Long.SIZE;
  private static final int WORD_COUNT_MIN = 2;
  private static final int WORD_COUNT_MAX = SPAN / WORD_BITS + 1;
  private static final long ALL_RECEIVED = -1L;

  /** One above the highest number accepted. */
  private long end;

  // The ring that it begins with: the words of even and of odd number.
  private long evenWord;
  private long oddWord;

  /** The ring where it has grown; else null. */
  private long[] words;

  /** Whether a number is neither received before nor too old to know. */
  public boolean mayAccept(long packetNumber) {
    if (packetNumber >= end) {
      return true;
    }
    return packetNumber / WORD_BITS > lastWord() - wordCount()
        && (bits(packetNumber / WORD_BITS) & 1L << packetNumber) == 0;
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
    long word = packetNumber / WORD_BITS;
    bits(word, bits(word) | 1L << packetNumber);
  }

  private int wordCount() {
    return words == null ? WORD_COUNT_MIN : words.length;
  }

  private long bits(long word) {
    if (words != null) {
      return words[(int) (word % words.length)];
    }
    return (word & 1) == 0 ? evenWord : oddWord;
  }

  private void bits(long word, long bits) {
    if (words != null) {
      words[(int) (word % words.length)] = bits;
    } else if ((word & 1) == 0) {
      evenWord = bits;
    } else {
      oddWord = bits;
    }
  }

  private long lastWord() {
    return (end + WORD_BITS - 1) / WORD_BITS - 1;
  }

  private void advance(long packetNumber) {
    long newLastWord = packetNumber / WORD_BITS;
    while (wordCount() < WORD_COUNT_MAX && losesMissing(newLastWord)) {
      grow();
    }
    long firstNewWord = Math.max(lastWord() + 1, newLastWord - wordCount() + 1);
    for (long word = firstNewWord; word <= newLastWord; word++) {
      bits(word, 0);
    }
    end = packetNumber + 1;
  }

  /** Whether moving on would drop a word that has a number missing. */
  private boolean losesMissing(long newLastWord) {
    long firstKeptWord = newLastWord - wordCount() + 1;
    if (firstKeptWord > lastWord() + 1) {
      return true;
    }
    for (long word = firstWord(); word < firstKeptWord; word++) {
      if (bits(word) != ALL_RECEIVED) {
        return true;
      }
    }
    return false;
  }

  private long firstWord() {
    return Math.max(0, lastWord() - wordCount() + 1);
  }

  private void grow() {
    // What fell out of the smaller ring was complete: it stays received.
    long[] grown = new long[Math.min(WORD_COUNT_MAX, wordCount() * 2)];
    Arrays.fill(grown, ALL_RECEIVED);
    for (long word = firstWord(); word <= lastWord(); word++) {
      grown[(int) (word % grown.length)] = bits(word);
    }
    words = grown;
  }
}
