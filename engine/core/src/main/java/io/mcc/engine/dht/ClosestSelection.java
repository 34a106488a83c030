package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;

/**
 * The exact selection of the slots closest to a target, in a sorted array that is kept for the next
 * time. It looks at as few buckets as it can: those of the target's own bucket are closer to it
 * than all others, the deeper buckets come next, and then the shallower ones, each farther than the
 * last. Owned by the loop.
 */
final class ClosestSelection {
  private final Id ownId;
  private final PeerStore store;
  private final Buckets buckets;
  private int[] slots = new int[0];

  /** The first word of each selected slot's distance, which nearly always decides. */
  private long[] distances = new long[0];

  private int count;

  ClosestSelection(Id ownId, PeerStore store, Buckets buckets) {
    this.ownId = ownId;
    this.store = store;
    this.buckets = buckets;
  }

  int count() {
    return count;
  }

  /** A selected slot; the closest has index 0. */
  int slot(int index) {
    return slots[index];
  }

  /**
   * Selects among the members of the table.
   *
   * @param worst the state down to which they are selected: live ones only, those under suspicion
   *     too, or the absent as well
   */
  ClosestSelection select(Id target, int countMax, PeerState worst) {
    if (slots.length < countMax) {
      slots = new int[countMax];
      distances = new long[countMax];
    }
    count = 0;
    int own = ownId.commonPrefixLength(target);
    offerBucket(target, own, countMax, worst);
    if (count < countMax) {
      for (int deeper = own + 1; deeper < buckets.end(); deeper++) {
        offerBucket(target, deeper, countMax, worst);
      }
    }
    int shallower = Math.min(own, buckets.end()) - 1;
    while (count < countMax && shallower >= 0) {
      offerBucket(target, shallower--, countMax, worst);
    }
    return this;
  }

  private void offerBucket(Id target, int prefixLength, int countMax, PeerState worst) {
    Bucket bucket = buckets.at(prefixLength);
    int memberCount = bucket == null ? 0 : bucket.memberCount();
    for (int i = 0; i < memberCount; i++) {
      int slot = bucket.member(i);
      if (store.states[slot].compareTo(worst) <= 0) {
        offer(target, slot, countMax);
      }
    }
  }

  private void offer(Id target, int slot, int countMax) {
    long distance = store.contacts.word0(slot) ^ target.word(0);
    if (count == countMax) {
      if (countMax == 0 || !isCloser(target, distance, slot, count - 1)) {
        return;
      }
      count--;
    }
    int at = count++;
    while (at > 0 && isCloser(target, distance, slot, at - 1)) {
      slots[at] = slots[at - 1];
      distances[at] = distances[at - 1];
      at--;
    }
    slots[at] = slot;
    distances[at] = distance;
  }

  private boolean isCloser(Id target, long distance, int slot, int index) {
    return distance == distances[index]
        ? store.contacts.compareDistance(target, slot, slots[index]) < 0
        : Long.compareUnsigned(distance, distances[index]) < 0;
  }

  int copy(Contact[] into) {
    for (int i = 0; i < count; i++) {
      store.contacts.contact(slots[i], into[i]);
    }
    return count;
  }
}
