package io.mcc.tools.history;

/**
 * One request of a history and how it ended, as its client saw it.
 *
 * @param node index of the node that was asked
 * @param life how often that node had been started by then
 * @param key what it is about, a name of one owner that begins a new key once it was deleted
 * @param write the number of the value put or read; 0 for none
 * @param expected the tag that the write demanded; null for a write without a condition
 * @param sequence of what was written or read; 0 where it isn't told
 * @param beginNs before the request went out, by the monotonic clock
 * @param endNs after its answer had come
 */
record Operation(
    int node,
    int life,
    Kind kind,
    String key,
    long write,
    String expected,
    End end,
    long sequence,
    long beginNs,
    long endNs) {

  /** What was asked. */
  enum Kind {
    /** Put a value, with or without a condition. */
    PUT,
    /** Delete the key for good: nobody puts it afterwards. */
    DELETE,
    /** Read it. */
    READ
  }

  /** How it ended. */
  enum End {
    /** A write was acknowledged, a read yielded a value. */
    DONE,
    /** A read found nothing. */
    ABSENT,
    /** A write certainly had no effect. */
    REFUSED,
    /** Nobody can say whether a write had an effect; a read yielded nothing to judge. */
    UNKNOWN
  }

  boolean isAcknowledged() {
    return kind != Kind.READ && end == End.DONE;
  }

  /** Whether a read yielded something that may be judged. */
  boolean isAnsweredRead() {
    return kind == Kind.READ && (end == End.DONE || end == End.ABSENT);
  }

  boolean endedBefore(Operation other) {
    return endNs - other.beginNs < 0;
  }
}
