package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;

/**
 * Who may come into the table. What is asked before somebody is dialled and what is asked once it
 * has answered is the same: whom the table would refuse isn't dialled, for asking again wouldn't
 * change it, and the answer is another one as soon as a place is free. Owned by the loop.
 */
final class EntryRules {
  private final PeerStore store;
  private final Buckets buckets;
  private final Diversity diversity;
  private final Contact scratch = new Contact();

  EntryRules(PeerStore store, Buckets buckets, AddressRules addresses) {
    this.store = store;
    this.buckets = buckets;
    diversity = new Diversity(store, addresses);
  }

  /**
   * Whether somebody who isn't in the table would come in if it were verified at an endpoint, as a
   * member or to wait for a place.
   */
  boolean wants(Id id, Endpoint endpoint) {
    return buckets.wants(id) && mayEnter(id, endpoint);
  }

  /** Whether it would be a member, at once or soon. */
  boolean hasRoomFor(Id id, Endpoint endpoint) {
    return buckets.hasRoomFor(id) && mayEnter(id, endpoint);
  }

  /** Whether nothing but the number of contacts of its prefix keeps it out. */
  boolean isCrowdedOut(Id id, Endpoint endpoint) {
    return buckets.wants(id) && !diversity.admits(endpoint, buckets.find(id), PeerStore.NONE);
  }

  private boolean mayEnter(Id id, Endpoint endpoint) {
    return store.hasRoom() && diversity.admits(endpoint, buckets.find(id), PeerStore.NONE);
  }

  /**
   * Whether the addresses of a verified contact let it in.
   *
   * @param exceptSlot the slot that holds it already and doesn't count, or {@link PeerStore#NONE}
   */
  boolean admits(Contact contact, Bucket bucket, int exceptSlot) {
    return diversity.admits(contact.ipv4, bucket, exceptSlot)
        && diversity.admits(contact.ipv6, bucket, exceptSlot);
  }

  /**
   * Writes down where a member has answered, if it may be held there.
   *
   * @return false where it has moved to where it isn't let in: it is no longer where the table says
   */
  boolean relocate(Bucket bucket, int slot, Endpoint endpoint) {
    store.contacts.contact(slot, scratch);
    Endpoint known = endpoint.isIpv4() ? scratch.ipv4 : scratch.ipv6;
    if (known.equals(endpoint)) {
      return true;
    }
    boolean hasMoved = known.isSet();
    known.set(endpoint);
    if (admits(scratch, bucket, slot)) {
      store.write(slot, scratch);
      return true;
    }
    return !hasMoved;
  }
}
