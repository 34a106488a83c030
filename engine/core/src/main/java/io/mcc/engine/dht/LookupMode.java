package io.mcc.engine.dht;

/** What a lookup is for: how many disjoint paths it takes, and how long it waits for the slow. */
public enum LookupMode {
  /** For users: exact, by one path. */
  PLAIN(1, true),
  /** For the table: by three paths, and exact, because whoever it takes in is asked for long. */
  TABLE(3, true),
  /**
   * For the table of a newcomer: as for any, and by all sorts of contacts, for it has but a few.
   */
  JOIN(3, true),
  /** To read what proves itself, as an immutable record does: by one path, without the slow. */
  READ(1, false),
  /** To read what somebody on the way could hide or make older: by three paths. */
  DISJOINT_READ(3, false),
  /** To write: by three paths, and exact, because copies in the wrong place are hard to find. */
  DISJOINT_WRITE(3, true);

  /** Paths of a lookup at the most. */
  static final int PATH_COUNT_MAX = 3;

  private final int pathCount;
  private final boolean isPatient;

  LookupMode(int pathCount, boolean isPatient) {
    this.pathCount = pathCount;
    this.isPatient = isPatient;
  }

  /** Paths that have no peer in common. */
  int pathCount() {
    return pathCount;
  }

  /**
   * Whether one path begins with contacts from all over the table, and each path asks all that it
   * begins with, so that one who is honest among them is enough.
   */
  boolean isThorough() {
    return this == JOIN;
  }

  /** Whether the end waits for peers whose answers are overdue, until they count as silent. */
  boolean isPatient() {
    return isPatient;
  }

  /**
   * Times that a peer with a session is asked at the most: a request or its answer may be lost, and
   * where every peer matters two in a row, which at 1 % loss happens to one peer in 2,500.
   */
  int attemptsMax() {
    return isPatient ? 3 : 2;
  }
}
