package io.mcc.engine.dht;

import java.util.Arrays;

/**
 * Who named whom in a lookup, and what came of it: who names one peer after the other that doesn't
 * answer isn't worth following, as long as there are others. Entries are those of the shortlist.
 * Owned by the loop.
 */
final class Referrals {
  /** Nothing speaks against a peer. */
  private static final int NO_DOUBT = 0;

  /** It was named by somebody whose referrals have come to little. */
  private static final int REFERRER_UNRELIABLE = 1;

  /** It kept silent lately. */
  private static final int RECENTLY_SILENT = 2;

  private static final int SILENT_MIN = 3;
  private static final int NOBODY = Shortlist.NONE;

  private short[] referrers = new short[0];
  private byte[] silent = new byte[0];
  private byte[] answered = new byte[0];

  /** Whether a peer counts as silent with who named it: it keeps others waiting, or has failed. */
  private boolean[] isSilent = new boolean[0];

  /** Whether it kept silent before the lookup began. */
  private boolean[] isQuiet = new boolean[0];

  /** How much may speak against a peer that is to be asked. */
  private int doubtMax;

  /** A lookup begins. */
  void begin() {
    doubtMax = NO_DOUBT;
  }

  void grow(int capacity) {
    referrers = Arrays.copyOf(referrers, capacity);
    silent = Arrays.copyOf(silent, capacity);
    answered = Arrays.copyOf(answered, capacity);
    isSilent = Arrays.copyOf(isSilent, capacity);
    isQuiet = Arrays.copyOf(isQuiet, capacity);
  }

  /** A peer has been named for the first time. */
  void begin(int entry, int referrer, boolean isQuiet) {
    referrers[entry] = (short) referrer;
    this.isQuiet[entry] = isQuiet;
    silent[entry] = 0;
    answered[entry] = 0;
    isSilent[entry] = false;
  }

  /** Sets who is to be believed about a peer; {@link Shortlist#NONE} for our own table. */
  void referrer(int entry, int referrer) {
    forgive(entry);
    referrers[entry] = (short) referrer;
  }

  /** Whether no more speaks against a peer than may. */
  boolean isWorthwhile(int entry) {
    return doubt(entry) <= doubtMax;
  }

  private int doubt(int entry) {
    if (isQuiet[entry]) {
      return RECENTLY_SILENT;
    }
    return isDoubtful(entry) ? REFERRER_UNRELIABLE : NO_DOUBT;
  }

  /** Whether a peer kept silent before the lookup began. */
  boolean isQuiet(int entry) {
    return isQuiet[entry];
  }

  /** Whether only those are asked against whom nothing speaks. */
  boolean isStrict() {
    return doubtMax == NO_DOUBT;
  }

  /**
   * Lets peers be asked that weren't worth it before: those named by someone whose referrals came
   * to nothing once nobody better is left, and those that kept silent lately only if else nobody
   * answers at all.
   *
   * @return whether there may be some
   */
  boolean relax(int windowCount, int answeredCount) {
    if (doubtMax == NO_DOUBT && answeredCount < windowCount) {
      doubtMax = REFERRER_UNRELIABLE;
      return true;
    }
    if (doubtMax < RECENTLY_SILENT && answeredCount == 0) {
      doubtMax = RECENTLY_SILENT;
      return true;
    }
    return false;
  }

  /** Whether a peer was named by somebody whose referrals have come to little. */
  boolean isDoubtful(int entry) {
    return isUnreliable(referrers[entry]);
  }

  /** Whether somebody's referrals have come to little. */
  boolean isUnreliable(int referrer) {
    return referrer != NOBODY
        && silent[referrer] >= SILENT_MIN
        && silent[referrer] > 2 * answered[referrer];
  }

  void onAnswered(int entry) {
    forgive(entry);
    if (referrers[entry] != NOBODY) {
      answered[referrers[entry]]++;
    }
  }

  /** A peer is slow, or has failed: until it answers, it speaks against who named it. */
  void onSilent(int entry) {
    if (referrers[entry] != NOBODY && !isSilent[entry]) {
      isSilent[entry] = true;
      silent[referrers[entry]]++;
    }
  }

  private void forgive(int entry) {
    if (isSilent[entry]) {
      isSilent[entry] = false;
      silent[referrers[entry]]--;
    }
  }
}
