package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.Timers;

/**
 * Peers that may become contacts once they have answered a PING: a bounded queue without
 * duplicates, each ready after the same delay. Owned by the loop.
 */
final class Candidates {
  static final int CAPACITY = 64;

  private final ContactArray contacts = new ContactArray();
  private final long delayNs;
  private long[] readyNs = new long[0];
  private int first;
  private int count;

  /**
   * @param delayNs how long a candidate waits at least
   */
  Candidates(long delayNs) {
    this.delayNs = delayNs;
  }

  int count() {
    return count;
  }

  /**
   * Takes in a peer.
   *
   * @return false where the queue is full; a peer that is in it already is let through
   */
  boolean add(Contact contact, long nowNs) {
    if (contains(contact.id)) {
      return true;
    }
    if (count == CAPACITY) {
      return false;
    }
    if (contacts.capacity() == 0) {
      contacts.grow(CAPACITY);
      readyNs = new long[CAPACITY];
    }
    int at = (first + count++) % CAPACITY;
    contacts.put(at, contact);
    readyNs[at] = nowNs + delayNs;
    return true;
  }

  private boolean contains(Id id) {
    for (int i = 0; i < count; i++) {
      if (contacts.holds((first + i) % CAPACITY, id)) {
        return true;
      }
    }
    return false;
  }

  /** When the next one is ready, or {@link Timers#NEVER}. */
  long nextNs() {
    return count == 0 ? Timers.NEVER : readyNs[first];
  }

  /** Takes the oldest out; false where none is ready. */
  boolean poll(Contact into, long nowNs) {
    if (nextNs() > nowNs) {
      return false;
    }
    contacts.contact(first, into);
    first = (first + 1) % CAPACITY;
    count--;
    return true;
  }
}
