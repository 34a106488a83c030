package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.codec.Ping;
import io.mcc.engine.session.RequestOwner;
import io.mcc.engine.session.Sender;

/**
 * The PINGs that the care for the table has under way: at most 16, one a peer. Owned by the loop.
 */
final class PingTable {
  static final int CAPACITY = 16;

  private final Sender sender;
  private final Ping ping = new Ping();
  private final ContactArray contacts = new ContactArray();
  private final boolean[] underWay = new boolean[CAPACITY];
  private final boolean[] ventures = new boolean[CAPACITY];
  private final Contact unnamed = new Contact();
  private int count;

  PingTable(Sender sender) {
    this.sender = sender;
  }

  boolean isFull() {
    return count == CAPACITY;
  }

  int count() {
    return count;
  }

  boolean contains(Id id) {
    for (int i = 0; i < CAPACITY; i++) {
      if (underWay[i] && contacts.holds(i, id)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Sends a PING.
   *
   * @param contact whom; without an id, whoever is at the address
   * @param known the id by which {@link #contains} knows it, which may be less than certain
   * @return false where it couldn't be sent; nothing will come of it then
   */
  boolean send(Contact contact, Contact known) {
    return send(contact, known, false, false);
  }

  /** Sends a PING to a contact's address, though there may be a session that has moved away. */
  boolean sendAnew(Contact contact) {
    return send(contact, contact, true, false);
  }

  /**
   * Sends a PING to where somebody said that a peer is. It goes to the address and not to the id,
   * so that it takes a handshake though there may be a session of an earlier life of the peer's.
   */
  void sendBidden(Contact contact) {
    unnamed.set(contact).id.clear();
    send(unnamed, contact, false, true);
  }

  /**
   * Sends a PING to a contact that is most likely gone, by a single HS1.
   *
   * @param isVenture whether nothing follows from silence
   */
  boolean sendOnce(Contact contact, boolean isVenture) {
    return !isFull() && sender.claimRequestOnce(Ping.TYPE, contact) && commit(contact, isVenture);
  }

  /**
   * Whether nothing follows from the silence after a PING: it went where somebody said that a peer
   * is, which may be a lie, or to one that was silent before.
   */
  boolean isVenture(int slot) {
    return ventures[slot];
  }

  private boolean send(Contact contact, Contact known, boolean isAnew, boolean isVenture) {
    return !isFull() && sender.claimRequest(Ping.TYPE, contact, isAnew) && commit(known, isVenture);
  }

  /** Sends the PING that has been claimed; true. */
  private boolean commit(Contact known, boolean isVenture) {
    ping.wrap(sender.buffer(), sender.bodyOffset()).requestId(sender.requestId());
    int slot = claim();
    contacts.put(slot, known);
    ventures[slot] = isVenture;
    sender.commitRequest(Ping.LENGTH, RequestOwner.TABLE, 0, slot);
    return true;
  }

  private int claim() {
    if (contacts.capacity() == 0) {
      contacts.grow(CAPACITY);
    }
    int slot = 0;
    while (underWay[slot]) {
      slot++;
    }
    underWay[slot] = true;
    count++;
    return slot;
  }

  /** A PING has ended: copies whom it went to and forgets it. */
  void end(int slot, Contact into) {
    contacts.contact(slot, into);
    underWay[slot] = false;
    count--;
  }
}
