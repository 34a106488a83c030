package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;

/**
 * The exact selection of the slots closest to a target: one pass over the store with an insertion
 * into a sorted array that is kept for the next time. Owned by the loop.
 */
final class ClosestSelection {
  private final PeerStore store;
  private int[] slots = new int[0];
  private int count;

  ClosestSelection(PeerStore store) {
    this.store = store;
  }

  int count() {
    return count;
  }

  /** A selected slot; the closest has index 0. */
  int slot(int index) {
    return slots[index];
  }

  ClosestSelection select(Id target, int countMax, boolean suspectsToo) {
    if (slots.length < countMax) {
      slots = new int[countMax];
    }
    count = 0;
    for (int slot = 0; slot < store.slotCount(); slot++) {
      PeerState state = store.states[slot];
      if (state == PeerState.LIVE || suspectsToo && state == PeerState.SUSPECT) {
        offer(target, slot, countMax);
      }
    }
    return this;
  }

  private void offer(Id target, int slot, int countMax) {
    if (count == countMax) {
      if (countMax == 0 || store.contacts.compareDistance(target, slot, slots[count - 1]) > 0) {
        return;
      }
      count--;
    }
    int at = count++;
    while (at > 0 && store.contacts.compareDistance(target, slot, slots[at - 1]) < 0) {
      slots[at] = slots[at - 1];
      at--;
    }
    slots[at] = slot;
  }

  int copy(Contact[] into) {
    for (int i = 0; i < count; i++) {
      store.contacts.contact(slots[i], into[i]);
    }
    return count;
  }
}
