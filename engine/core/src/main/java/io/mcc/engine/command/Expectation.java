package io.mcc.engine.command;

/**
 * What a conditional write expects to find stored. Immutable.
 *
 * @param kind what is compared
 * @param sequence the expected sequence, with {@link Kind#SEQUENCE} only
 */
public record Expectation(Kind kind, long sequence) {
  /** Writes whatever is stored. */
  public static final Expectation NONE = new Expectation(Kind.NONE, 0);

  /** Writes only where nothing (or a tombstone) is stored. */
  public static final Expectation ABSENT = new Expectation(Kind.ABSENT, 0);

  /** What is compared. */
  public enum Kind {
    /** Nothing. */
    NONE,
    /** That no live record is there. */
    ABSENT,
    /** That a live record is there, whatever its sequence. */
    PRESENT,
    /** That the live record has exactly this sequence. */
    SEQUENCE
  }

  /** Writes only where the live record has this sequence: compare and set. */
  public static Expectation ofSequence(long sequence) {
    return new Expectation(Kind.SEQUENCE, sequence);
  }
}
