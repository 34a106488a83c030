package io.mcc.http.client;

/**
 * What a conditional write expects to find stored. Immutable.
 *
 * @param kind what is compared
 * @param tag the expected tag, with {@link Kind#TAG} only; null otherwise
 */
public record Expectation(Kind kind, String tag) {
  /** Writes whatever is stored. */
  public static final Expectation NONE = new Expectation(Kind.NONE, null);

  /** Writes only where no live record is stored. */
  public static final Expectation ABSENT = new Expectation(Kind.ABSENT, null);

  /** Writes only where a live record is stored. */
  public static final Expectation PRESENT = new Expectation(Kind.PRESENT, null);

  /** What is compared. */
  public enum Kind {
    /** Nothing. */
    NONE,
    /** That no live record is there. */
    ABSENT,
    /** That a live record is there. */
    PRESENT,
    /** That the live record has exactly this tag: compare and set. */
    TAG
  }

  /** Writes only where the live record is the one that was read with this tag. */
  public static Expectation tag(String tag) {
    return new Expectation(Kind.TAG, tag);
  }
}
