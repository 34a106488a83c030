package io.mcc.engine.dht;

import java.util.Arrays;

/**
 * Who named whom in a lookup, and what came of it: who names one peer after the other that doesn't
 * answer isn't worth following. Entries are those of the shortlist. Owned by the loop.
 */
final class Referrals {
  /** Nothing speaks against a peer. */
  static final int NO_DOUBT = 0;

  /** It was named by somebody whose referrals have come to little. */
  static final int REFERRER_UNRELIABLE = 1;

  /** It kept silent lately. */
  static final int RECENTLY_SILENT = 2;

  private static final int SILENT_MIN = 3;
  private static final int NOBODY = Shortlist.NONE;

  private short[] referrers = new short[0];
  private byte[] silent = new byte[0];
  private byte[] answered = new byte[0];

  /** Whether a peer counts as silent with who named it: it keeps others waiting, or has failed. */
  private boolean[] isSilent = new boolean[0];

  /** Whether it kept silent before the lookup began. */
  private boolean[] isQuiet = new boolean[0];

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

  /** How much speaks against asking a peer. */
  int doubt(int entry) {
    if (isQuiet[entry]) {
      return RECENTLY_SILENT;
    }
    return isDoubtful(entry) ? REFERRER_UNRELIABLE : NO_DOUBT;
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
