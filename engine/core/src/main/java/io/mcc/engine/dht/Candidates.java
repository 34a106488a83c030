package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.Timers;

/**
 * Peers that may become contacts once they have answered a PING: a bounded queue without
 * duplicates, each ready after the same delay; small again once it is empty. Owned by the loop.
 */
final class Candidates {
  static final int CAPACITY = 64;

  private static final int CAPACITY_FIRST = 8;

  private final long delayNs;
  private ContactArray contacts = new ContactArray();
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
    if (count == readyNs.length) {
      resize(Math.max(CAPACITY_FIRST, 2 * count));
    }
    int at = (first + count++) % readyNs.length;
    contacts.put(at, contact);
    readyNs[at] = nowNs + delayNs;
    return true;
  }

  private void resize(int capacity) {
    ContactArray newContacts = new ContactArray();
    newContacts.grow(capacity);
    long[] newReadyNs = new long[capacity];
    Contact contact = new Contact();
    for (int i = 0; i < count; i++) {
      int from = (first + i) % readyNs.length;
      newContacts.put(i, contacts.contact(from, contact));
      newReadyNs[i] = readyNs[from];
    }
    contacts = newContacts;
    readyNs = newReadyNs;
    first = 0;
  }

  private boolean contains(Id id) {
    for (int i = 0; i < count; i++) {
      if (contacts.holds((first + i) % readyNs.length, id)) {
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
    first = (first + 1) % readyNs.length;
    count--;
    if (count == 0 && readyNs.length > CAPACITY_FIRST) {
      resize(CAPACITY_FIRST);
    }
    return true;
  }
}
