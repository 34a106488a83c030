package io.mcc.engine.session;

import io.mcc.engine.base.Time;
import java.util.Arrays;

/**
 * Counts the public-key work of handshakes at a fixed price per operation, so that the same inputs
 * give the same answers on any machine. Over a quarter of the last second, strangers must prove
 * their address before they are answered; those who have are let in at a pace that a quarter of the
 * time pays for. Owned by the loop.
 */
final class CurveBudget {
  /** Price of an X25519 operation, as measured on the machine that the limits were chosen for. */
  static final long AGREEMENT_NS = 37_000;

  /** Price of an Ed25519 verification. */
  static final long VERIFICATION_NS = 52_000;

  /** What a handshake costs the responder: three agreements for HS2, one and a check for HS3. */
  private static final long ANSWER_NS = 4 * AGREEMENT_NS + VERIFICATION_NS;

  private static final long SECOND_NS = 1_000_000_000L;

  /** One in this many nanoseconds may go to handshakes. */
  private static final int SHARE = 4;

  /** How long the pace may be saved up for: 10 ms of work, for those who start all at once. */
  private static final long SAVED_MAX_NS = SHARE * 10_000_000L;

  private static final int SLICE_COUNT = 8;
  private static final long SLICE_NS = SECOND_NS / SLICE_COUNT;

  private final long[] costsNs = new long[SLICE_COUNT];
  private final Time time;
  private long costNs;
  private long newestSlice = Long.MIN_VALUE / 2;
  private long pacedUpToNs = Long.MIN_VALUE;

  CurveBudget(Time time) {
    this.time = time;
  }

  /** Counts work that is about to be done. */
  void spend(long workNs) {
    forgetOld();
    costsNs[index(newestSlice)] += workNs;
    costNs += workNs;
  }

  /** Whether more than a quarter of the last second went to handshakes. */
  boolean isSpent() {
    forgetOld();
    return costNs > SECOND_NS / SHARE;
  }

  /** Whether the pace allows one more answer now; it counts as given then. */
  boolean takeAnswer() {
    long earliestNs = time.nowNs() - SAVED_MAX_NS;
    long nextNs = Math.max(pacedUpToNs, earliestNs) + SHARE * ANSWER_NS;
    if (nextNs > time.nowNs()) {
      return false;
    }
    pacedUpToNs = nextNs;
    return true;
  }

  private void forgetOld() {
    long slice = Math.floorDiv(time.nowNs(), SLICE_NS);
    if (newestSlice < slice - SLICE_COUNT) {
      Arrays.fill(costsNs, 0);
      costNs = 0;
      newestSlice = slice;
    }
    while (newestSlice < slice) {
      newestSlice++;
      costNs -= costsNs[index(newestSlice)];
      costsNs[index(newestSlice)] = 0;
    }
  }

  private static int index(long slice) {
    return Math.floorMod(slice, SLICE_COUNT);
  }
}
