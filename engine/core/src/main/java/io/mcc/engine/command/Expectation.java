package io.mcc.engine.command;

/**
 * What a conditional write expects to find stored. Immutable.
 *
 * @param kind what is compared
 * @param tag the expected record's, with {@link Kind#TAG} only; else empty
 */
public record Expectation(Kind kind, String tag) {
  /** Writes whatever is stored. */
  public static final Expectation NONE = new Expectation(Kind.NONE, "");

  /** Writes only where nothing (or a tombstone) is stored. */
  public static final Expectation ABSENT = new Expectation(Kind.ABSENT, "");

  /** Writes only where a live record is stored. */
  public static final Expectation PRESENT = new Expectation(Kind.PRESENT, "");

  /** What is compared. */
  public enum Kind {
    /** Nothing. */
    NONE,
    /** That no live record is there. */
    ABSENT,
    /** That a live record is there, whatever its sequence. */
    PRESENT,
    /** That the live record has exactly this tag. */
    TAG
  }

  /** Writes only where the live record has this {@link Outcome.Found#tag()}: compare and set. */
  public static Expectation ofTag(String tag) {
    return new Expectation(Kind.TAG, tag);
  }
}
