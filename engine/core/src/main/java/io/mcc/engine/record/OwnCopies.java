package io.mcc.engine.record;

import java.util.Arrays;

/**
 * What this node knows of its own records beyond the records themselves, by slot of the {@link
 * RecordIndex}: how long each was meant to live, whether anybody else holds it, and whether peers
 * have confirmed in this life that none of them knows a newer one. Owned by the loop.
 */
final class OwnCopies {
  /** Nothing is known of the life that was asked for: an older journal has it, or a peer did. */
  static final int LIFE_UNKNOWN = 0;

  /** The record was given up: it isn't signed again, and nobody brings it back. */
  static final int GIVEN_UP = -1;

  private static final int LIFE_DEFAULT_SECONDS = (int) (RecordPolicy.TTL_DEFAULT_MS / 1_000);

  private int[] livesSeconds = new int[0];
  private boolean[] unshared = new boolean[0];
  private boolean[] confirmed = new boolean[0];
  private byte[] replicaCounts = new byte[0];
  private byte[] answersOpen = new byte[0];
  private byte[] answersWanted = new byte[0];
  private int givenUpCount;
  private int unsharedCount;
  private boolean newlyUnshared;

  void ensureCapacity(int capacity) {
    livesSeconds = Arrays.copyOf(livesSeconds, capacity);
    unshared = Arrays.copyOf(unshared, capacity);
    confirmed = Arrays.copyOf(confirmed, capacity);
    replicaCounts = Arrays.copyOf(replicaCounts, capacity);
    answersOpen = Arrays.copyOf(answersOpen, capacity);
    answersWanted = Arrays.copyOf(answersWanted, capacity);
  }

  /** A slot is taken or becomes free: nothing is known of what is in it. */
  void clear(int slot) {
    unshared(slot, false);
    lifeSeconds(slot, LIFE_UNKNOWN);
    confirmed[slot] = false;
    replicaCounts[slot] = 0;
    answersOpen[slot] = 0;
    answersWanted[slot] = 0;
  }

  /** Seconds that a record was asked to live, or one of the constants. */
  int lifeSeconds(int slot) {
    return livesSeconds[slot];
  }

  void lifeSeconds(int slot, int seconds) {
    givenUpCount += (seconds == GIVEN_UP ? 1 : 0) - (isGivenUp(slot) ? 1 : 0);
    livesSeconds[slot] = seconds;
  }

  /** Records that were given up, and are there so that they don't come back. */
  int givenUpCount() {
    return givenUpCount;
  }

  boolean isGivenUp(int slot) {
    return livesSeconds[slot] == GIVEN_UP;
  }

  /** Whether its user wants it to end in less than a day, as far as that is known. */
  boolean isBrief(int slot) {
    return livesSeconds[slot] > 0 && livesSeconds[slot] < LIFE_DEFAULT_SECONDS;
  }

  /** Whether it was published here and no other node is known to have taken it. */
  boolean isUnshared(int slot) {
    return unshared[slot];
  }

  void unshared(int slot, boolean isUnshared) {
    newlyUnshared |= isUnshared;
    unsharedCount += (isUnshared ? 1 : 0) - (unshared[slot] ? 1 : 0);
    unshared[slot] = isUnshared;
  }

  /** Whether any is. */
  boolean isAnyUnshared() {
    return unsharedCount > 0;
  }

  /** Whether another one is since this was asked. */
  boolean pollUnshared() {
    boolean wasNew = newlyUnshared;
    newlyUnshared = false;
    return wasNew;
  }

  /** Whether a majority of its holders, asked in this life, knew nothing newer. */
  boolean isConfirmed(int slot) {
    return confirmed[slot];
  }

  void confirmed(int slot) {
    confirmed[slot] = true;
  }

  /**
   * Copies, this node's included, as of the last put, renewal or read; 0 where none was counted.
   */
  int replicaCount(int slot) {
    return replicaCounts[slot];
  }

  void replicaCount(int slot, int count) {
    replicaCounts[slot] = (byte) count;
  }

  /**
   * The record is offered to all its holders: who answers is counted from now on. When so many of
   * them know nothing newer that no majority can have acknowledged it, it is confirmed.
   *
   * @param otherCount holders other than this node
   * @param isHolder whether this node is one of them
   */
  void onOffered(int slot, int otherCount, boolean isHolder) {
    replicaCounts[slot] = 1;
    answersOpen[slot] = (byte) otherCount;
    answersWanted[slot] = (byte) ((otherCount + (isHolder ? 1 : 0) + 1) / 2);
  }

  /** One of those that it was offered to holds it now, and nothing newer. */
  void onHeld(int slot) {
    if (answersOpen[slot] == 0) {
      return;
    }
    answersOpen[slot]--;
    replicaCounts[slot]++;
    if (answersWanted[slot] > 0 && --answersWanted[slot] == 0) {
      confirmed[slot] = true;
    }
  }
}
