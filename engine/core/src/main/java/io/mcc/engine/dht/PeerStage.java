package io.mcc.engine.dht;

/** How far a lookup has come with one peer. */
enum PeerStage {
  /** It is known and hasn't been asked. */
  WAITING,
  /** A request to it is under way. */
  ASKED,
  /** Its answer takes longer than usual: it was asked again, and others are asked meanwhile. */
  SLOW,
  /** So does its last answer: only a patient lookup still waits for it. */
  OVERDUE,
  /** So it was with all there is to try: nobody waits, but an answer still counts. */
  LOST,
  /** It answered with contacts. */
  ANSWERED,
  /** It couldn't be asked, kept silent or refused. */
  FAILED;

  /** Whether a request to it is under way, and not for too long. */
  boolean isAwaited() {
    return this == ASKED || this == SLOW || this == OVERDUE;
  }

  /** Whether a request to it is under way. */
  boolean isUnderWay() {
    return isAwaited() || this == LOST;
  }

  /** Whether it was asked, and its answer is slow or won't come. */
  boolean isSilent() {
    return this == SLOW || this == OVERDUE || this == LOST || this == FAILED;
  }
}
