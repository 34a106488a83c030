package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;

/**
 * Peers that may become contacts once they have answered a PING: a bounded queue without
 * duplicates. Owned by the loop.
 */
final class Candidates {
  static final int CAPACITY = 64;

  private final ContactArray contacts = new ContactArray();
  private int first;
  private int count;

  int count() {
    return count;
  }

  /**
   * Takes in a peer.
   *
   * @return false where the queue is full; a peer that is in it already is let through
   */
  boolean add(Contact contact) {
    if (contains(contact.id)) {
      return true;
    }
    if (count == CAPACITY) {
      return false;
    }
    if (contacts.capacity() == 0) {
      contacts.grow(CAPACITY);
    }
    contacts.put((first + count++) % CAPACITY, contact);
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

  /** Takes the oldest out; false where there is none. */
  boolean poll(Contact into) {
    if (count == 0) {
      return false;
    }
    contacts.contact(first, into);
    first = (first + 1) % CAPACITY;
    count--;
    return true;
  }
}
