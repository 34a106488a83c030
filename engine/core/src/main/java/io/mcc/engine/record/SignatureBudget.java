package io.mcc.engine.record;

import io.mcc.codec.Id;
import io.mcc.engine.base.Limit;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.SlotTable;
import io.mcc.engine.base.Time;
import java.util.Arrays;

/**
 * How many signatures may be checked for the peers that bring records, a second's worth at a time.
 * A check costs about 52 µs, 25 times a packet, whoever is to blame for it; one that fails is
 * charged as many, so that a peer with nothing but bad signatures soon gets none checked any more.
 * All peers together get as much as two of them. Counted at that fixed price, no clock is read.
 *
 * <p>Peers share places by the hash of their ids, with a secret seed, so that nobody can aim at
 * another's. Owned by the loop; 4 KiB once records come in.
 */
final class SignatureBudget {
  /** What a check that failed is charged on top. */
  static final int INVALID_COST = 64;

  private static final int PLACE_COUNT = 512;
  private static final int ALL_PEERS_FACTOR = 2;
  private static final long SECOND_NS = 1_000_000_000L;

  private final Time time;
  private final long seed;
  private final long intervalNs;
  private final long intervalOfAllNs;

  /** Until when a place's checks use up its rate: each moves it by one interval. */
  private long[] usedUntilNs = new long[0];

  private long usedUntilOfAllNs = Long.MIN_VALUE;

  /**
   * @param seed random, so that nobody outside can aim at one place
   */
  SignatureBudget(Time time, Limits limits, long seed) {
    this.time = time;
    this.seed = seed;
    intervalNs = Math.max(1, SECOND_NS / limits.value(Limit.SIGNATURE_CHECKS));
    intervalOfAllNs = Math.max(1, intervalNs / ALL_PEERS_FACTOR);
  }

  /** Whether a signature may be checked for a peer now; if so it is charged. */
  boolean take(Id peer) {
    long nowNs = time.nowNs();
    if (usedUntilNs.length == 0) {
      usedUntilNs = new long[PLACE_COUNT];
      Arrays.fill(usedUntilNs, nowNs);
    }
    int place = place(peer);
    long ownNs = Math.max(usedUntilNs[place], nowNs) + intervalNs;
    long allNs = Math.max(usedUntilOfAllNs, nowNs) + intervalOfAllNs;
    if (ownNs - nowNs > SECOND_NS || allNs - nowNs > SECOND_NS) {
      return false;
    }
    usedUntilNs[place] = ownNs;
    usedUntilOfAllNs = allNs;
    return true;
  }

  /** The signature checked last for a peer was wrong. */
  void onInvalid(Id peer) {
    usedUntilNs[place(peer)] += INVALID_COST * intervalNs;
  }

  private int place(Id peer) {
    return SlotTable.hash(peer, seed) & PLACE_COUNT - 1;
  }
}
