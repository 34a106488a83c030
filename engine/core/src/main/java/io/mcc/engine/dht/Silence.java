package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.Timers;

/**
 * What the silence of a contact means: nothing yet, that it is gone, or that the network is parted.
 * For where a quarter of the table, and at least four, fall silent within half a minute, they will
 * hardly have died together: such contacts are absent, and keep their places for five minutes.
 * Owned by the loop; a part of {@link RoutingTable}.
 */
final class Silence {
  /** So many requests in a row without an answer, and a contact may be dropped. */
  static final int FAILURES_MIN = 3;

  /** So many, and it is dropped even if our own network may be to blame. */
  static final int FAILURES_MAX = 8;

  /** A contact isn't dropped for a shorter silence, however many requests fell into it. */
  static final long SILENCE_MIN_NS = 2_000_000_000L;

  static final int MANY_MIN = 4;
  static final int MANY_DIVISOR = 4;
  static final long MANY_WITHIN_NS = 30_000_000_000L;
  static final long SEVERAL_WITHIN_NS = 120_000_000_000L;

  /** How long an absent contact keeps its place, from its first silence on. */
  static final long PLACE_NS = 300_000_000_000L;

  /** So many drops are remembered; more in half a minute make no difference. */
  private static final int DROP_COUNT_MAX = 32;

  private final PeerStore store;
  private final Buckets buckets;
  private final Id scratchId = new Id();
  private final long[] droppedSilentNs = new long[DROP_COUNT_MAX];
  private int dropCount;

  Silence(PeerStore store, Buckets buckets) {
    this.store = store;
    this.buckets = buckets;
  }

  /** Whether a contact has been silent for so long, and so often, that it won't just be slow. */
  boolean isLong(int slot, long nowNs) {
    return store.failures[slot] >= FAILURES_MIN
        && nowNs - store.silentSinceNs[slot] >= SILENCE_MIN_NS;
  }

  // Silence of everybody at once says more about our own network than about them.
  private boolean isFinal(int slot, long lastAnswerNs) {
    return store.failures[slot] >= FAILURES_MAX
        || lastAnswerNs != Long.MIN_VALUE && lastAnswerNs - store.silentSinceNs[slot] > 0
        || buckets.find(store.contacts.id(slot, scratchId)).replacementCount() > 0
            && buckets.liveCount() > 0;
  }

  /**
   * Whether a contact that is silent for long is to be dropped now; if so, that is remembered.
   *
   * @param lastAnswerNs when anybody answered last; {@link Long#MIN_VALUE} for never
   */
  boolean drops(int slot, long lastAnswerNs) {
    boolean isFinal = isFinal(slot, lastAnswerNs);
    if (isFinal) {
      droppedSilentNs[dropCount++ % DROP_COUNT_MAX] = store.silentSinceNs[slot];
    }
    return isFinal;
  }

  /** Whether many have fallen silent lately, those included whom that has cost their places. */
  boolean isOfMany(long nowNs) {
    int dropped = droppedWithin(MANY_WITHIN_NS, nowNs);
    int count = dropped + silentWithin(MANY_WITHIN_NS, nowNs);
    return count >= MANY_MIN && count * MANY_DIVISOR >= buckets.memberCount() + dropped;
  }

  /**
   * Whether several have fallen silent lately, be the table as large as it may: they will hardly
   * all be slow, and less is spent on each than on one.
   */
  boolean isOfSeveral(long nowNs) {
    return droppedWithin(SEVERAL_WITHIN_NS, nowNs) + silentWithin(SEVERAL_WITHIN_NS, nowNs)
        >= MANY_MIN;
  }

  private int silentWithin(long durationNs, long nowNs) {
    int count = 0;
    boolean isAny = buckets.liveCount() < buckets.memberCount();
    for (int slot = 0; isAny && slot < store.slotCount(); slot++) {
      boolean isSilent =
          store.states[slot] == PeerState.SUSPECT || store.states[slot] == PeerState.ABSENT;
      count += isSilent && nowNs - store.silentSinceNs[slot] <= durationNs ? 1 : 0;
    }
    return count;
  }

  private int droppedWithin(long durationNs, long nowNs) {
    int count = 0;
    for (int i = 0; i < Math.min(dropCount, DROP_COUNT_MAX); i++) {
      count += nowNs - droppedSilentNs[i] <= durationNs ? 1 : 0;
    }
    return count;
  }

  /** Whether a contact that answers now was away for so long that it may have missed something. */
  boolean isReturn(int slot, long nowNs) {
    return store.states[slot] == PeerState.ABSENT
        || store.states[slot] == PeerState.SUSPECT
            && nowNs - store.silentSinceNs[slot] >= SILENCE_MIN_NS;
  }

  /** Whether a contact is absent. */
  boolean isAbsent(Id id) {
    if (buckets.absentCount() == 0) {
      return false;
    }
    int slot = buckets.findMember(buckets.find(id), id);
    return slot != PeerStore.NONE && store.states[slot] == PeerState.ABSENT;
  }

  /** Takes an absent contact out of the table whose time is up; false for none. */
  boolean takeOverdue(Contact into, long nowNs) {
    for (int slot = 0; buckets.absentCount() > 0 && slot < store.slotCount(); slot++) {
      if (store.states[slot] == PeerState.ABSENT && placeEndNs(slot) <= nowNs) {
        store.contacts.contact(slot, into);
        buckets.removeMember(slot);
        return true;
      }
    }
    return false;
  }

  /** When the time of the first absent contact is up; {@link Timers#NEVER} where there is none. */
  long nextNs() {
    long nextNs = Timers.NEVER;
    for (int slot = 0; buckets.absentCount() > 0 && slot < store.slotCount(); slot++) {
      if (store.states[slot] == PeerState.ABSENT) {
        nextNs = Math.min(nextNs, placeEndNs(slot));
      }
    }
    return nextNs;
  }

  private long placeEndNs(int slot) {
    return store.silentSinceNs[slot] + PLACE_NS;
  }
}
